#pragma once
// Runs a story: a folder of its own, the API as everybody uses it, and what the story calls things. Internal to story/.
#include <map>

#include <future>

#include "app/api/api.hpp"
#include "app/story/phrases.hpp"

namespace soria::app::story {

// What the story knows of a thing that it gave a name.
struct Known {
    std::string code, lead;              // lead: the user who leads a case
    std::string list;                    // of the pack, that a derived one came from
    bool child = false, man = false;     // of a report's people, as they were told
    std::map<std::string, std::string> orders;      // "provider service" -> its number
    std::map<std::string, std::string> referrals;   // agency -> the last offered to it
};

struct Answer {
    int status = 0;
    json::bj::object body;
    bool ok() const { return status < 400; }
};

class Teller {
public:
    static Result<StoryResult> tell(const Story&, const std::string& name, const std::filesystem::path& packs);

    const pack::Pack& pack() const { return *folder_->pack(); }
    Result<std::string> code(const std::string& name) const;         // of R1, C1, P1, H1
    Known& known(const std::string& name) { return known_[name]; }
    // A value of a code list by its id or its name in English; the error says which there are.
    Result<std::string> value(std::string_view list, std::string_view words) const;
    Result<std::string> agency_of(const std::string& user) const;
    const std::string& actor() const { return actor_; }               // the user of the act that is being sent
    const std::string& lead(const std::string& case_name) { return known_[case_name].lead; }
    Date day() const { return day_; }

    Answer look(const std::string& user, const std::string& path, std::vector<std::pair<std::string, std::string>> query = {}, const std::string& purpose = {});
    const std::vector<Answer>& answers() const { return answers_; }   // of the step's acts, in their order
    void expect_refusal() { refusal_expected_ = true; }
    Result<Answer> law(const std::string& case_name, std::optional<Date> as_of = {});

private:
    Teller() = default;
    Answer cited(Answer);                                             // keeps which rules it names
    Status rules_of_events();
    Status open(const Story&, const std::filesystem::path& packs);
    Status step(const Story&, const Step&);
    Status send(const Step&);
    Status learn(const Act&, const Sent&, const Answer&);
    Status check_refusals(const Step&);
    std::string where(size_t line) const { return name_ + ":" + std::to_string(line); }
    std::future<http::Response> ask(const std::string& user, http::Request, const std::string& purpose);

    std::filesystem::path dir_;
    struct Removed {                                                   // last to go: the folder must be closed first
        std::filesystem::path dir;
        ~Removed();
    } removed_;
    std::unique_ptr<Folder> folder_;
    std::unique_ptr<Api> api_;
    std::map<std::string, Known> known_;
    std::string name_, actor_;
    Date day_;
    std::vector<Answer> answers_;
    bool refusal_expected_ = false;
    StoryResult result_;
};

std::string lower_words(std::string_view);                            // "Reflection Period" to "reflection period"
// The fields of that name anywhere in an answer, but for what was withheld; "person.residence" says whose.
std::vector<const json::bj::value*> find_fields(const json::bj::value&, std::string_view path);
std::string said(const json::bj::value&);                             // as a story says it: lists with ", "

}  // namespace soria::app::story
