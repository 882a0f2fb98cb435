// What every answer looks like, as JSON Schema. A row's schema follows from its declaration; what a look adds to its rows
// stands here, and a test holds every answer against it.
#include "app/api/schemas.hpp"

#include <set>

#include "app/api/shape.hpp"
#include "domain/matching/views.hpp"
#include "domain/plan/views.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::app {
namespace {

using namespace shapes;
using namespace domain;

// The types of a value in an answer; an absent one is null, an erased one is the text "(erased)".
template <class T> void types_of(std::set<std::string>& types) {
    if constexpr (std::is_same_v<T, bool>) types.insert("boolean");
    else if constexpr (std::integral<T>) types.insert("integer");
    else if constexpr (requires(T t) { t.has_value(); }) {
        types.insert("null");
        types_of<typename T::value_type>(types);
    } else types.insert(requires(T t) { t.emplace_back(); } ? "array" : "string");
}

// A row after access::disclose: every field may be withheld, and then its rule stands under "withheld".
template <class R> Shape row() {
    Shape s;
    R r{};
    boost::mp11::mp_for_each<members_of<R>>([&](auto D) {
        using M = std::remove_cvref_t<decltype(r.*D.pointer)>;
        using T = typename class_of<M>::type;
        if constexpr (!json::is_internal_id<T>) {
            std::set<std::string> types;
            types_of<T>(types);
            if (is_sealed(class_of<M>::value)) types.insert({"null", "string"});
            object schema{{"type", types.size() == 1 ? json::bj::value(json::bj::string(*types.begin())) : json::bj::value(json::encode(std::vector<std::string>(types.begin(), types.end())))}};
            schema["description"] = "class " + std::string(name_of(class_of<M>::value));
            s.may(json::field_name(D.name).c_str(), std::move(schema));
        }
    });
    s.may("withheld", map_of(object{{"type", "string"}, {"description", "the rule that withholds the field of that name"}}));
    return s;
}

object problem_schema() {
    return object(Shape()
                      .must({"type", "title", "detail", "fault"}, text())
                      .must("status", object{{"type", "integer"}, {"minimum", 400}, {"maximum", 599}})
                      .may({"where", "rule", "source", "computation", "would_open"}, text())
                      .may("facts", list_of(text())));
}

// What the law says beside a rule's result.
Shape ruled() { return Shape().may("standing", text()).may("source", text()).may("run_as", one_of({"assumption"})).may("dated_by", one_of({"assumption"})).may("computation", text()); }

// Who a person may be, and whom they are joined with.
object ground() { return Shape().must({"what", "level", "weight", "says"}, text()); }
// What the law takes somebody for stands in no row.
Shape person_row() { return row<PersonRow>().may("maybe_child", object{{"type", "boolean"}}); }
object likely() { return Shape().must("person", text()).must("cases", list_of(text())).must("why", list_of(ground())).must("seen", person_row()); }
object joined() { return Shape().must("person", text()).must("cases", list_of(text())); }
object conflict() {
    object of = Shape().must({"person", "rule"}, text()).must({"from", "until"}, day());
    return Shape().must("conflict", one_of({"two-reflection-periods", "two-residence-permits"})).must("of", list_of(of));
}
object matches() {
    return Shape().must({"person", "decides"}, text()).must("may_be", list_of(likely())).must("same_person", list_of(joined())).must("conflicts", list_of(conflict())).must("as_of", day());
}
Shape question() {
    object person = Shape().must("person", object{{"type", json::encode(std::vector<std::string>{"string", "null"})}}).may("cases", list_of(text()));
    return row<MatchRow>().without("grounds").without("asked_by").without("reviewer").without("withheld").must("why", list_of(ground())).must("persons", list_of(person)).must("can_do", list_of(text()));
}

// What was written beside an event.
object note() { return Shape().must({"what", "event"}, text()).must("day", day()).may({"agency", "text", "view_of_the_child"}, text()); }

// What a safeguard refuses, and why.
Shape safeguard() { return Shape().must({"rule", "because", "source", "would_open"}, text()).must("facts", list_of(text())); }

object case_page() {
    object clock = row<ClockRow>().without("kind").may("days_left", whole()).may("name", text());
    object duty = row<DutyRow>().without("kind").may("what", text());
    object entry = Shape().must({"what", "event"}, text()).must("recorded", day()).may({"by", "agency", "happened", "of"}, text());
    return row<CaseRow>()
        .may("case", text())
        .may("person", person_row())
        .may("report", row<ReportRow>())
        .may("team", list_of(text()))
        .may("opens", list_of(one_of({"law", "readers", "report"})))
        .may({"house", "house_warnings"}, text())
        .may("same_person", list_of(joined()))
        .may("conflicts", list_of(conflict()))
        .may("may_be", list_of(likely()))
        .may("findings", list_of(row<FindingRow>().without("number")))
        .may("consents", list_of(row<ConsentRow>()))
        .may("clocks", list_of(clock))
        .may("duties", list_of(duty))
        .may("referrals", list_of(row<ReferralRow>()))
        .may("timeline", list_of(entry))
        .must("orders", list_of(row<OrderRow>()))
        .may("threats", list_of(row<ThreatRow>()))
        .may("redress", list_of(row<RedressRow>().without("number")))
        .may("safety_plan", list_of(row<SafetyPlanRow>()))
        .may("needs", list_of(row<NeedRow>()))
        .may("steps", list_of(row<StepRow>()))
        .may("follow_ups", list_of(row<FollowUpRow>().without("number")))
        .may("reviews", list_of(row<ReviewRow>()))
        .may("letters", list_of(row<LetterRow>()))
        .may("return_channel", list_of(row<ReturnChannelRow>()))
        .may("relations", list_of(Shape().must("relation", text()).may("person", text())))
        .may("counsel", list_of(row<CounselRow>()))
        .may("houses", list_of(Shape().must({"code", "audience", "region"}, text()).must("free", whole()).may("refused", safeguard()))).may("more_houses", yes_no())
        .may("notes", list_of(note()))
        .may("seen_by", list_of(Shape().must({"agency", "classes"}, text())))
        .must("can_do", list_of(text()))
        .must("as_of", day());
}

object law_explained() {
    object was = Shape().must({"recorded", "from_before", "ends_before"}, day()).must("rule_before", text());
    object clock = ruled().may("corrected", list_of(was)).must({"clock", "rule", "state"}, text()).must({"from", "ends"}, day()).may("days_left", whole()).may("warns", list_of(day())).may("would_end_by", list_of(text())).may("on_expiry", text());
    object duty = ruled().may("corrected", list_of(was)).must({"duty", "rule", "state"}, text()).must({"from", "due"}, day()).may({"what", "holder"}, text());
    object route = ruled().must({"route", "name", "rule"}, text()).must("open", yes_no()).must("needs", map_of(yes_no()));
    return Shape()
        .must("case", text())
        .must("as_of", day())
        .must("clocks", list_of(clock))
        .must("duties", list_of(duty))
        .must("safeguards_that_refuse", list_of(safeguard().must("before", text())))
        .must("routes_of_residence", list_of(route))
        .may("legal_aid_minutes", Shape().must({"at_most", "granted", "used", "left"}, whole()))
        .must("facts", map_of(yes_no()));
}

// Of the plan: what is owed until a day; and a command that may be done, with what is known filled in.
object plan_next() {
    return Shape().must({"work", "kind", "title", "what", "agency"}, text()).must("measure", whole()).must("due", day()).must("state", one_of({"due", "overdue"})).may("item", whole());
}
object plan_act() { return Shape().must("command", text()).must("with", of_type("object")); }

object desk() {
    object clock = Shape().must({"case", "clock", "rule"}, text()).must("ends", day()).must("days_left", whole()).must("state", one_of({"running", "expired"})).may("name", text());
    object alert = Shape().must({"case", "what"}, text()).must("alert", one_of({"threat", "safety", "house"})).may({"house", "warning"}, text());
    object duty = Shape().must({"for", "duty", "state", "rule"}, text()).must("about", one_of({"case", "person"})).must("due", day()).may("what", text());
    object referral = Shape().must({"case", "service"}, text()).must("referral", whole()).may("from", text());
    object order = Shape().must({"case", "service"}, text()).must("order", whole());
    object report = Shape().must({"report", "form", "region"}, text()).may("from", text());
    return Shape()
        .must("today", day())
        .must("agency", text())
        .must("alerts", list_of(alert))
        .must("clocks", list_of(clock))
        .must("duties", list_of(duty))
        .must("referrals_to_answer", list_of(referral))
        .must("referrals_answered", list_of(Shape().must({"case", "service"}, text()).must("referral", whole()).must("answer", one_of({"accepted", "declined"})).must("day", day()).may("by", text())))
        .must("orders_to_deliver", list_of(order))
        .must("coming_of_age", list_of(Shape().must("case", text()).must("day", day()).must("days_left", whole())))
        .must("matches_to_judge", list_of(Shape().must("match", text())))
        .must("concerns_to_accept", list_of(Shape().must({"person", "report"}, text())))
        .must("reports_to_accept", list_of(report))
        .must("plan", list_of(plan_next()))
        .may("note", text());
}

object national() {
    Shape s;
    s.must("as_of", day()).must("folder", one_of({"real", "demonstration", "trial"})).must({"persons", "persons_joined", "reports", "cases"}, whole());
    s.must({"persons_by_stage", "persons_by_residence", "persons_by_gender", "persons_by_age", "persons_by_citizenship", "cases_by_phase", "reports_by_form", "screenings",
            "beds", "duties", "clocks", "clocks_due_in_14_days", "referrals", "services", "needs", "safety", "steps", "letters", "redress", "reviews",
            "returns_followed_up",
            "contacts", "contacts_by_region", "contacts_by_arena", "information", "information_by_language"}, map_of(or_null("integer")));
    s.may({"persons_by_means_of_control", "reports_by_year"}, map_of(or_null("integer")));
    s.must("rests_on", map_of(text())).may({"note", "held_back_by"}, text());
    return s;
}

object simulation() {
    object affected = Shape().must({"case", "rule", "computation"}, text()).must({"from", "ended_by_law", "would_end"}, day()).must("days", whole());
    return Shape()
        .must({"clock", "under", "standing"}, text())
        .must("as_of", day())
        .may({"looked_at", "shorter", "longer", "same", "no_rule", "days_in_all", "cases_not_shown_to_you"}, whole())
        .may("held_back_by", text())
        .must("cases", list_of(affected));
}

object place() { return Shape().must("source", text()).may({"where", "note"}, text()).may("lines", list_of(whole())); }

object step() {
    return Shape().must({"id", "name", "figure"}, text()).must("days", object{{"type", json::encode(std::vector<std::string>{"number", "null"})}})
        .must("of_how_many", object{{"type", json::encode(std::vector<std::string>{"integer", "null"})}}).must("from", object{{"type", json::encode(std::vector<std::string>{"string", "null"})}})
        .may("held_back_by", text()).may("waiting", object{{"type", json::encode(std::vector<std::string>{"integer", "null"})}}).must("as_of", day()).must("basis", place());
}

Shape figure() {
    object any{{"type", json::encode(std::vector<std::string>{"number", "null"})}};
    object n{{"type", json::encode(std::vector<std::string>{"integer", "null"})}};
    object term = Shape().must("event", text()).may("sum", text()).may({"first", "due"}, yes_no()).may("where", map_of(list_of(text())));
    object change = Shape().must({"event", "part", "whole", "by", "before", "after", "each"}, text()).may("where", map_of(list_of(text())));
    object wave = Shape().must({"agreed", "asked"}, whole());
    object group = Shape().must("group", text()).must({"change", "low", "high"}, of_type("number")).must({"before", "after"}, wave);
    object pairs = Shape().must("from", one_of({"first", "latest"})).must("to", one_of({"first", "next"})).may("same", list_of(text()));
    object from = Shape().must("form", one_of({"count", "share", "median", "change", "not computed"})).may({"count", "less", "of", "target"}, list_of(term)).may("change", change)
                      .may("over_time", one_of({"level", "flow"})).may({"from", "to"}, text()).may("pairs", pairs).may("where", map_of(list_of(text()))).may({"since", "less_before"}, day()).must("events", map_of(whole()));
    object portion = Shape().must("value", text()).must("n", n).may("held_back_by", text());
    return Shape()
        .must({"id", "name", "unit"}, text())
        .must("measures", list_of(whole()))
        .must("value", any).must("as_of", day()).must("computed_from", from)
        .may("kind", one_of({"new", "under-follow-up", "presumed", "identified"})).may("unduplicated", yes_no()).may({"of_how_many", "target"}, whole())
        .may("interval", Shape().must({"low", "high"}, of_type("number")).must("percent", whole()).must("method", text()))
        .may("groups", list_of(group))
        .may({"limits", "says_why", "held_back_by"}, text())
        .may("by", list_of(Shape().must("field", text()).must("portions", list_of(portion))))
        .may("by_quarter", list_of(Shape().must("quarter", text()).must("value", n).may("held_back_by", text())
                                         .may("by", list_of(Shape().must("field", text()).must("portions", list_of(portion))))))
        .may("by_year", list_of(Shape().must("year", whole()).must("value", any).may({"low", "high"}, of_type("number")).may("held_back_by", text())))
        .may("basis", place());
}

object contradiction() {
    object titles = Shape().must("measure", whole()).must({"list", "chapter"}, text());
    return Shape().must({"id", "about"}, text()).must("readings", list_of(Shape().must("says", text()).must("place", place()))).may("titles", list_of(titles));
}
object or_day() { return {{"type", json::encode(std::vector<std::string>{"string", "null"})}, {"format", "date"}}; }
Shape work_line() { return Shape().must({"code", "title", "agency", "state", "kind", "about", "country"}, text()).must("measure", whole()).must("due", or_day()).must("since", day()); }
Shape money_in_year() { return Shape().must({"year", "set_aside", "paid", "agreed_with_projects", "paid_to_projects", "to_organisations"}, whole()); }
object budget_use() {
    return Shape().must({"budget", "name", "payer"}, text()).must({"from", "until", "set_aside_by_the_plan", "appropriated", "left"}, whole()).must("place", place());
}

object late() { return Shape().must("title", text()).must("due", day()); }
object rests_on() { return Shape().must({"event", "what", "when"}, text()); }

Shape plan_measure() {
    return Shape()
        .must({"number", "from", "until"}, whole()).must({"id", "title", "goal"}, text()).must("ministries", list_of(text()))
        .must({"new_in_list", "new_in_chapter"}, yes_no())
        .must("status", one_of({"not-begun", "under-way", "delivered", "late", "continuing"})).must("status_because", text())
        .may("status_rests_on", rests_on()).may("status_late", late())
        .must("figures", list_of(figure()));
}
object measure_page() {
    object budget = Shape().must({"id", "name", "payer"}, text()).must({"amount", "from", "until"}, whole()).must("each_year", yes_no()).must("parts", list_of(text())).must("place", place());
    object evaluation = Shape().must({"id", "name"}, text()).must("place", place());
    return plan_measure()
        .must("budgets", list_of(budget))
        .must({"evaluations", "cited"}, list_of(evaluation))
        .must("work", list_of(row<WorkRow>()))
        .must("next", list_of(plan_next())).must("contributing", list_of(text())).must("acts", list_of(plan_act()))
        .may("simulations", list_of(Shape().must({"id", "name", "clock", "under", "standing"}, text()).must("basis", place())
                 .may({"looked_at", "shorter", "longer", "same", "no_rule", "days_in_all"}, whole()).may("held_back_by", text())))
        .may("more_work", text())
        .must("as_of", day())
        .must("folder", text())
        .must("milestones", list_of(work_line()))
        .must("published", list_of(work_line().must("day", day())))
        .must("budget_use", list_of(budget_use()))
        .must("money", list_of(money_in_year().must("measure", whole())))
        .may("promise", Shape().must("kind", text()).must("delivered_by", list_of(text())).must("basis", place()))
        .may("title_in_list", text())
        .must("places", Shape().must({"heading", "text", "list"}, place()))
        .must("contradictions", list_of(contradiction()));
}
// The annual report, a ministry's status, a measure's sheet, a return: questions, numbers with their provenance, the work behind.
object plan_report() {
    object question = Shape().must({"section", "question", "asks"}, text()).must("answered", one_of({"in full", "in part", "not"})).may("cannot", text()).must("place", place());
    object line = Shape()
                      .must({"section", "question", "figure", "name", "unit", "limits"}, text())
                      .must({"by", "group", "kind", "held_back_by", "over_time"}, or_null("string"))
                      .must({"value", "low", "high"}, or_null("number"))
                      .must("unduplicated", or_null("boolean"))
                      .must("of_how_many", or_null("integer"))
                      .must("from", or_day())
                      .must({"until", "as_of"}, day())
                      .must("form", one_of({"count", "share", "median", "change", "not computed"}))
                      .must("events", map_of(whole()));
    object measure = Shape().must({"measure", "from", "until"}, whole()).must({"title", "status", "status_because"}, text()).may("status_rests_on", rests_on())
                         .may("status_late", late()).must("ministries", list_of(text()));
    object evaluation = Shape().must({"id", "name"}, text()).must("measure", whole()).must("place", place());
    return Shape()
        .must({"report", "name", "folder"}, text())
        .must("form", one_of({"annual", "ministry", "sheet", "return"}))
        .must("as_of", day())
        .must("numbers", list_of(line))
        .may("year", whole())
        .may("ministry", text())
        .may("basis", place())
        .may("questions", list_of(question))
        .may("measures", list_of(measure))
        .may("milestones", list_of(work_line()))
        .may("published", list_of(work_line().must("day", day())))
        .may("budgets", list_of(budget_use()))
        .may("money", list_of(money_in_year().must("measure", whole())))
        .may("evaluations", list_of(evaluation))
        .may("steps", list_of(step()));
}
object figure_behind() {
    object event = Shape().must({"event", "what"}, text()).must("day", day()).may("adds", whole());
    object one = Shape().may({"case", "work", "kind", "title", "agency"}, text()).must("times", whole()).must("events", list_of(event));
    return figure().must("folder", text()).must("behind", list_of(one)).may("next", text());
}
object work_page() {
    object owed = Shape().must("item", whole()).must({"owner", "what"}, text()).must("due", day()).must("state", one_of({"done", "overdue", "due"}));
    object wave = Shape().must({"agreed", "asked"}, whole()).must("percent", of_type("number"));
    object change = Shape().must({"percent_points", "low", "high"}, of_type("number")).must("percent", whole()).must("method", text());
    object told = Shape().must({"event", "what"}, text()).must("day", day()).must("fields", of_type("object"));
    return row<WorkRow>()
        .may("owed", list_of(owed))
        .may("surveys", Shape().may("before", wave).may("after", wave).may("change", change))
        .may("last", whole())
        .must("history", list_of(told))
        .must("acts", list_of(plan_act()))
        .must("as_of", day());
}
object plan_page() {
    return Shape().must("as_of", day()).must("folder", text()).must("measures", list_of(plan_measure()))
        .must("by_status", map_of(whole()))
        .must("goals", list_of(Shape().must({"id", "name"}, text())))
        .must("money", list_of(money_in_year()))
        .must("steps", list_of(step()))
        .must("marked_new", Shape().must({"in_the_list", "in_the_chapters"}, whole()))
        .must("acts", list_of(plan_act()))
        .must("contradictions", list_of(contradiction()));
}

object pack_look() {
    object measure = Shape().must({"name"}, text()).must({"number", "from", "until"}, whole()).must("ministries", list_of(text())).must({"new_in_list", "new_in_chapter"}, yes_no());
    object code = Shape().must("id", text()).must("values", list_of(Shape().must({"id", "name"}, text())));
    object user = Shape().must({"user", "name", "agency", "role"}, text());
    return Shape().must({"id", "version"}, text()).must("measures", list_of(measure)).must("codes", list_of(code)).must("users", list_of(user));
}

object number() { return of_type("number"); }

// An estimate, or with verdict none and no estimate why there is none; always with the overlaps and what is left out of them.
object estimate() {
    object because = Shape().must("rule", text()).must("facts", Shape().may({"n", "all", "most", "within", "lower", "upper", "factor", "known", "r", "what"}, text())).may("list", text());
    object limits = Shape().must({"lower", "upper"}, or_null("number")).may({"level", "estimate"}, number());
    object pair = Shape().must("lists", list_of(text())).must("persons", or_null("integer")).may("held_back", yes_no());
    object left = Shape().must({"list", "why", "basis", "says"}, text()).must("persons", or_null("integer"));
    object drawn = Shape().must("pairs", whole()).must("links_sha256", text()).may({"not_drawn", "not_drawn_rule"}, text());
    object ledger = Shape().must({"from", "until", "as_of"}, day()).must("each", one_of({"agency", "kind"})).must("by", list_of(text())).must("left_out", list_of(left))
                        .must({"merged", "vague", "erased", "fewer_than", "nearest"}, whole()).must("matching", drawn);
    object rules = Shape().must("of", text()).must({"dropped_most", "near_bic", "spread_none", "spread_fragile", "referred_most"}, number()).must({"stratum_least", "lists_least", "known_least"}, whole());
    object model = Shape().must("model", text()).must({"estimate", "bic", "aic", "away"}, or_null("number")).must("existence", whole());
    object span = Shape().must({"within", "lower", "upper"}, or_null("number")).must("models", whole());
    object tried = Shape().must("what", text()).must("lists", list_of(text())).must("estimate", or_null("number")).may({"lower", "upper"}, or_null("number")).may("truth", whole())
                       .may("missed", yes_no()).may({"interval", "why_not"}, text()).may("why", because);
    object step = Shape().must("added", text()).must({"probability", "estimate"}, or_null("number"));
    object prior = Shape().must("prior", text()).must({"median", "lower", "upper"}, or_null("number"));
    object weighted = Shape().must("model", text()).must({"probability", "estimate"}, or_null("number"));
    object posterior = Shape().must({"mean", "median", "sd"}, or_null("number")).must("other_priors", list_of(prior)).may({"mode", "mass_at_upper_edge", "r_hat", "effective_draws"}, or_null("number"))
                           .may("models", list_of(weighted));
    object matching = Shape().must({"draws", "known_least", "known_most"}, whole()).must("share_of_variance", number()).must("as_if_certain", limits).must("estimates", list_of(or_null("number")));
    Shape answer = Shape().may({"method", "interval"}, text()).may({"model", "model_in_words"}, or_null("string")).may({"lower", "upper", "z0", "acceleration"}, or_null("number")).may({"narrower", "naive", "unconditional", "profile"}, limits)
                       .may({"resamples", "dropped", "ranked_anew", "considered"}, whole()).may("by_top", list_of(Shape().must({"lower", "upper"}, or_null("number")).must("narrower", limits)))
                       .may("steps", list_of(step)).may("path", list_of(text())).may("posterior", posterior);
    object without = Shape(answer).must("known", whole()).must("estimate", or_null("number"));
    without["type"] = array{json::bj::value("object"), json::bj::value("null")};
    object referrals = Shape().must({"overlapping", "by_referral", "persons"}, or_null("integer")).must("without", without).may("why_not", text()).may("why", because);
    object stratum = Shape(answer).must("stratum", text()).must("withheld", yes_no()).must("estimate", or_null("number")).may("known", whole()).may("why_not", text()).may("why", because);
    return Shape(answer).must("known", whole()).must("estimate", or_null("number")).must("verdict", one_of({"none", "fragile", "founded"})).must("reasons", list_of(text())).may("because", list_of(because))
        .must("lists", list_of(Shape().must("list", text()).must("persons", whole()))).must("pairs", list_of(pair)).must("referrals", referrals).must("ledger", ledger).must("rules", rules)
        .must("seed", whole()).must({"data_sha256", "version"}, text()).may("level", number()).may({"order", "models_looked_at", "models_with_estimate", "models_held_back", "existence"}, whole())
        .may("every_model", yes_no()).may("models", list_of(model)).may("within", list_of(span)).may({"without_list", "merged", "held_out"}, list_of(tried))
        .may("interaction_of_all_lists", list_of(Shape().must({"factor", "estimate"}, or_null("number")))).may("strata", list_of(stratum)).may("matching", matching).may("printed", text());
}

}  // namespace

object schemas() {
    object s;
    s["Problem"] = problem_schema();
    s["National"] = national();
    s["Desk"] = desk();
    s["Cases"] = object(Shape().must("cases", list_of(row<CaseRow>().without("withheld"))).may("next", object{{"type", "string"}, {"description", "the cursor of the next page; not there on the last"}}));
    s["Case"] = case_page();
    s["Law"] = law_explained();
    object look = Shape().must({"time", "by", "agency", "purpose", "what"}, text()).must("day", day());
    s["Readers"] = object(Shape().must("case", text()).must("looks", list_of(look)));
    object signs = Shape().must({"indicator", "evidence"}, text());
    object evidence{{"anyOf", array{list_of(signs), text(), object{{"type", "null"}}}}};      // "(erased)" is a text
    object screening = row<ScreeningRow>().without("number").may("indicators", evidence);
    s["Report"] = object(row<ReportRow>().must("people", list_of(person_row().may("may_be", list_of(likely())).must("notes", list_of(note())))).must("screened", list_of(screening)).must("call", list_of(text())).must("as_of", day()));
    s["Matches"] = matches();
    s["Reviews"] = object(Shape().must("matches", list_of(question())).must("as_of", day()));
    s["Match"] = object(question().must("as_of", day()));
    object blind_peer = Shape().must("peer", text()).must("since", day()).must({"asked", "may_ask"}, whole()).must("purposes", list_of(text())).may({"was_asked", "may_be_asked"}, whole());
    object blind_question = row<QuestionRow>().without("person").without("withheld");
    s["Blind"] = object(Shape().must("peers", list_of(blind_peer)).must("asked", list_of(blind_question)).may("received", list_of(blind_question)).must("as_of", day()));
    s["Persons"] = object(Shape().must("persons", list_of(person_row().must("cases", list_of(text())))).may("note", text()));
    s["Houses"] = object(Shape().must("houses", list_of(row<HouseRow>())));
    s["IndicatorLists"] = object(Shape().must("lists", list_of(object(Shape().must({"list", "name"}, text()).must("indicators", whole())))).must("derived", list_of(row<DerivedListRow>())));
    s["Letter"] = object(Shape().must({"letter", "entitlement"}, text()).must("until", day()).must("valid", yes_no()).may("name", text()));
    object unsaid = Shape().must("what", text()).must("rows", whole());
    object withheld = Shape().must({"class", "rule"}, text()).must("rows", whole());
    object told = Shape().must("not_in_the_standard", list_of(unsaid)).must("withheld", list_of(withheld));
    s["Htcds"] = object(Shape().must("as_of", day()).must("columns", list_of(text())).must("rows", list_of(list_of(text()))).must("report", told).may("next", text()));
    s["Simulation"] = simulation();
    s["Gate"] = object(Shape().must({"method", "offence", "because"}, text()).must("as_of", day()).must("open", yes_no())
                           .may({"gate", "rule", "name", "suspicion", "standing", "source", "run_as", "dated_by"}, text()));
    s["Plan"] = plan_page();
    s["Measure"] = measure_page();
    s["Works"] = object(Shape().must("work", list_of(row<WorkRow>())).must("acts", list_of(plan_act())).may("next", text()));
    s["Work"] = work_page();
    s["PlanReport"] = plan_report();
    s["Steps"] = object(Shape().must("as_of", day()).must("folder", text()).must("steps", list_of(step())));
    s["FigureBehind"] = figure_behind();
    s["Figures"] = object(Shape().must("as_of", day()).must("folder", text()).must("figures", list_of(figure())));
    s["Estimate"] = estimate();
    s["Pack"] = pack_look();
    const Shape figure = Shape().must({"id", "what"}, text()).may("percent", whole()).may("values", of_type("object"));
    object published = Shape(figure).must({"source", "where"}, text()).may("note", text());
    s["Demonstration"] = object(Shape().must({"note", "this_folder"}, text()).must("published", list_of(published)).must("assumptions", list_of(Shape(figure).must("assumed_because", text()))));
    s["Rule"] = object(Shape().must({"id", "explained"}, text()));
    s["Document"] = object(Shape().must("openapi", text()).must({"info", "paths", "components"}, of_type("object")));
    s["Repeated"] = answer_repeated();
    return s;
}

}  // namespace soria::app
