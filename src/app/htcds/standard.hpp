#pragma once
// The HTCDS standard as the pack lays it beside ours, and how several of its fields become one text of ours and come back.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.hpp"

namespace soria::app::htcds {

class Standard {
public:
    explicit Standard(const pack::Pack& p) : pack_(p) {}
    const pack::Pack& pack() const { return pack_; }
    bool empty() const { return pack_.htcds.empty(); }
    // By the standard's name or the survey's; null when it is none.
    const pack::HtcdsField* named(std::string_view) const;
    // Where it is held, which one field has, or of several lines the one with that label.
    const pack::HtcdsField* at(std::string_view held, std::string_view label = {}) const;
    // What an import makes of a value; no value when the picklist has none such. `lost`: ours says less.
    struct Ours { std::string code; bool lost = false; };
    std::optional<Ours> ours(const pack::HtcdsField&, std::string_view value) const;
    // The standard's value for one of ours; empty when it has none.
    std::string theirs(const pack::HtcdsField&, std::string_view code) const;
    std::string citizenship_group(std::string_view country) const;

private:
    const pack::Pack& pack_;
};

// Three parts in one name: spaces between them, no-break spaces inside one, "?" for one that is missing before or after
// another. Fault::invalid when a part is "?" itself or holds a line feed.
struct NameParts {
    std::string first, middle, second;
    bool guessed = false;             // more words than parts: who wrote it did not say which is which
};
Result<std::string> name_of_parts(const NameParts&);
NameParts parts_of_name(std::string_view);

// One text of labelled lines, "city: Oslo"; a further line of a value is indented. Read back only when every line is such a
// line and no label stands twice: else somebody wrote it in their own words.
using Lines = std::vector<std::pair<std::string, std::string>>;
std::string text_of_lines(const Lines&);
std::optional<Lines> lines_of_text(std::string_view, const std::vector<std::string>& labels);

// A country's two letters from two or three capital ones; empty when there is no such country.
std::string country_of(std::string_view);

}  // namespace soria::app::htcds
