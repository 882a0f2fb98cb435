#pragma once
// Everybody who is known, in memory: who may this person be? The passes, the scorer and the scores of the bulk; new people can be
// found as soon as they are added. One question at a time: whoever shares it among threads takes a lock, for some microseconds.
#include <unordered_map>

#include "engines/matching/find.hpp"
#include "engines/matching/shared.hpp"

namespace soria::matching {

struct Candidate {
    uint32_t row = 0;
    float bits = 0;                        // log2 of the odds
};

class Index {
public:
    // The table must have been loaded with LoadOptions::guests.
    static Result<std::unique_ptr<Index>> build(Table, Model, const Run&, Memory&);

    // A person as typed: one text for each attribute of the table, empty for what is not known.
    using Person = std::vector<std::string>;
    // Those who may be that person with at least this probability, the likeliest first. `may_know` is asked of each before it is
    // scored: who must not be known of is not there.
    std::vector<Candidate> ask(const Person&, double probability, size_t limit, const std::function<bool(uint32_t row)>& may_know = {});
    std::vector<Step> explain(const Person&, uint32_t row);
    float score(const Person&, uint32_t row);

    Result<uint32_t> add(std::string_view id, const Person&);
    void remove(uint32_t row);
    const Table& table() const { return table_; }
    const Model& model() const { return model_; }
    const Scorer& scorer() const { return *scorer_; }
    uint64_t left_out() const { return left_out_; }    // candidates beyond the limit of a block, since it was built
    size_t bytes() const;

private:
    Index(Table t, Model m) : table_(std::move(t)), model_(std::move(m)) {}
    const uint32_t* guest(const Person&);              // the person as a row of codes
    bool without_vowels(const uint32_t* row) const;
    uint32_t key(const Pass&, const uint32_t* row) const;
    void gather(size_t pass, uint32_t key);
    struct Block {
        std::vector<Item> items;                       // sorted
        std::unordered_map<uint32_t, std::vector<uint32_t>> added;
    };
    Table table_;
    Model model_;
    std::unique_ptr<Scorer> scorer_;
    std::vector<Block> blocks_;                        // by pass
    std::vector<uint8_t> gone_;
    std::array<uint32_t, attributes_max> guest_{};
    std::vector<uint32_t> near_;
    bool unvowelled_ = false;              // somebody is written without vowels: passes of consonants are asked
    uint64_t left_out_ = 0;
};

}  // namespace soria::matching
