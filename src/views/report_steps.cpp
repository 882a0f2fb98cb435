#include "views/report_steps.hpp"

#include "views/form_text.hpp"
#include "views/pages_case.hpp"
#include "views/shell.hpp"

namespace soria::views {
namespace {

Given answers_of(const Given& g) {
    Given out;
    for (const auto& f : g)
        if (!f.first.empty() && f.first[0] != '_') out.push_back(f);
    return out;
}

}  // namespace

ReportStep report_asked(const Form& form, const Given& g, const FieldErrors& errors, const ReportPlace& place, const Words& w) {
    Given along = place.along;
    along.emplace_back("_step", "check");
    Sending sending{place.to, std::move(along), std::string(w("report.go_on")), {}};
    if (place.keeps) sending.others.push_back({"keep", std::string(w("phone.keep"))});
    std::string title(w("report.new"));
    return {ReportStep::Does::show, errors.empty() ? 200 : 422, errors.empty() ? title : w("form.error_title", {{"title", title}}),
            together({heading(1, title), danger(place.emergency_number, w), lead(w("report.lead")), place.above, form_page(form, g, errors, sending, w), place.below}), {}};
}

ReportStep report_step(const Form& form, Given posted, const ReportPlace& place, const Words& w) {
    Given g = compacted(lists_of(form), std::move(posted));
    if (regrouped(form, g)) return report_asked(form, g, {}, place, w);
    auto steps = given_all(g, "_step");
    std::string_view step = steps.empty() ? std::string_view() : steps.back();      // the button's stands after the form's own
    // In another language: asked again where it was asked, else read once more as before.
    if (step == "change" || (step == language_step && steps.size() > 1)) return report_asked(form, g, {}, place, w);
    if (step == "keep" && place.keeps) return {ReportStep::Does::keep, 200, "", {}, answers_of(g)};
    if (auto errors = check(form, g, w, place.today); !errors.empty()) return report_asked(form, g, errors, place, w);
    if (step == "send") return {ReportStep::Does::send, 200, "", {}, answers_of(g)};
    return {ReportStep::Does::show, 200, std::string(w("report.check")), check_answers(form, g, {place.to, place.along, "", {}}, w), {}};
}

}  // namespace soria::views
