// What a command answers, as JSON Schema.
#include "app/api/schemas.hpp"
#include "app/api/shape.hpp"

namespace soria::app {
namespace {

using namespace shapes;

// Everything that a command may answer; which of it a command always answers stands in answer_of.
Shape any_answer() {
    return Shape()
        .may({"report", "case", "house", "referral", "order", "bed", "ends", "rule", "computation", "was_from", "was_until", "was_rule", "minutes", "left", "complete", "threat", "step", "letter", "list", "edition",
              "milestone", "appropriation", "study", "conclusion", "update", "course", "deployment", "forum", "decision", "conference", "lesson", "survey", "organisation",
              "guidance", "project", "campaign", "sample", "guideline", "series", "treaty", "commitment", "dialogue", "question", "release",
              "inspection", "conduct", "comparison"}, text())
        .may("persons", object{{"type", "array"}, {"items", text()}, {"minItems", 1}})
        .may("advice", list_of(text()));
}

}  // namespace

json::bj::object answer_repeated() { return any_answer().must("repeated", object{{"const", true}}); }

json::bj::object answer_of(std::string_view command) {
    struct Always { std::string_view command; std::vector<const char*> names; };
    static const std::vector<Always> always{
        {"receive-report", {"report", "persons", "advice"}}, {"screen-report", {"advice"}}, {"open-case", {"case"}}, {"offer-referral", {"referral"}},
        {"order-service", {"order"}}, {"open-house", {"house"}}, {"record-threat", {"threat"}}, {"plan-step", {"step"}}, {"issue-letter", {"letter"}}, {"derive-list", {"list", "edition"}}, {"revise-list", {"edition"}}, {"add-person", {"persons"}}, {"hold-bed", {"bed"}}, {"grant-legal-aid", {"minutes"}}, {"use-legal-aid", {"left"}},
        {"grant-reflection-period", {"ends", "rule", "computation"}},
        {"correct-residence-start", {"was_from", "was_until", "was_rule", "ends", "rule", "computation"}}, {"confirm-erasure", {"complete", "advice"}}, {"ask-match", {"advice"}}, {"ask-peer", {"question", "advice"}},
        {"set-milestone", {"milestone"}}, {"appropriate-funds", {"appropriation"}}, {"commission-study", {"study"}}, {"publish-conclusion", {"conclusion"}}, {"update-measure", {"update"}},
        {"plan-course", {"course"}}, {"record-deployment", {"deployment"}}, {"found-forum", {"forum"}}, {"decide-in-forum", {"decision"}}, {"plan-conference", {"conference"}},
        {"conclude-conference", {"conclusion"}}, {"write-lesson", {"lesson"}}, {"survey-service", {"survey"}}, {"register-organisation", {"organisation"}}, {"issue-guidance", {"guidance"}},
        {"propose-project", {"project"}}, {"plan-campaign", {"campaign", "sample", "advice"}}, {"adopt-guideline", {"guideline"}}, {"follow-series", {"series"}},
        {"record-treaty-step", {"treaty"}}, {"make-commitment", {"commitment"}}, {"hold-dialogue", {"dialogue"}},
        {"release-data", {"release"}}, {"record-inspection", {"inspection"}}, {"record-conduct-case", {"conduct"}}, {"compare-law", {"comparison"}}, {"give-guidance", {"edition"}}};
    object schema = any_answer();
    for (const auto& a : always)
        if (a.command == command) schema["required"] = array(a.names.begin(), a.names.end());
    return schema;
}

}  // namespace soria::app
