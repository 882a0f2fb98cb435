// What made-up data follow, each figure with where it was published or that it is an assumption.
#include "app/service/look.hpp"

namespace soria::app {

json::bj::object demonstration_figures(const pack::Pack& p, std::string_view language) {
    using json::bj::array;
    using json::bj::object;
    array published, assumed;
    for (const auto& f : p.demonstration) {
        object o{{"id", f.id}, {"what", f.name.in(language)}};
        if (f.values.empty()) o["percent"] = f.percent;
        else {
            object values;
            for (const auto& v : f.values) values[v.id] = v.n;
            o["values"] = std::move(values);
        }
        if (f.basis.assumption()) {
            o["assumed_because"] = f.basis.note.in(language);
            assumed.push_back(std::move(o));
            continue;
        }
        const auto* source = p.source(f.basis.source);
        o["source"] = source ? source->title.in(language) : f.basis.source;
        o["where"] = f.basis.where;
        if (!f.basis.note.empty()) o["note"] = f.basis.note.in(language);
        published.push_back(std::move(o));
    }
    object out{{"note", p.text("page.made-up", language)}};
    out["published"] = std::move(published);
    out["assumptions"] = std::move(assumed);
    return out;
}

Result<Look> look_demonstration(Folder& f, const Asked& a) {
    Look out{demonstration_figures(*f.pack(), a.viewer.language), {}, "figures of the demonstration", ""};
    out.body["this_folder"] = f.kind() == "demonstration" ? "demonstration, " + f.origin() : f.kind();
    return out;
}

}  // namespace soria::app
