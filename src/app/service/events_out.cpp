#include "app/service/events_out.hpp"

#include "base/core/codec.hpp"
#include "domain/core/evolve.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

Result<json::bj::value> value_out(std::string_view type, std::string_view bytes);

std::string_view within(std::string_view type, std::string_view head) { return type.substr(head.size(), type.size() - head.size() - 1); }
bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

// "how code(information), language language": commas within brackets belong to a field's type.
std::vector<std::pair<std::string_view, std::string_view>> members(std::string_view list) {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (size_t at = 0; at < list.size();) {
        size_t end = at;
        for (int depth = 0; end < list.size() && (depth > 0 || list[end] != ','); ++end) depth += list[end] == '(' ? 1 : list[end] == ')' ? -1 : 0;
        auto one = list.substr(at, end - at);
        auto space = one.find(' ');
        out.emplace_back(one.substr(0, space), one.substr(space + 1));
        at = end + 2;
    }
    return out;
}

Result<json::bj::value> struct_out(std::string_view type, std::string_view bytes) {
    auto fields = TRY(codec::take_fields(bytes));
    auto names = members(type);
    object o;
    for (const auto& f : fields) {
        if (f.number > names.size()) return fail(Fault::damaged, "a field has an unknown number");
        auto [name, of] = names[f.number - 1];
        auto v = TRY(value_out(of, f.bytes));
        o[name] = std::move(v);
    }
    return json::bj::value(std::move(o));
}
Result<json::bj::value> list_out(std::string_view type, std::string_view bytes) {
    uint64_t n = TRY(codec::take_varint(bytes));
    array a;
    for (uint64_t i = 0; i < n; ++i) {
        uint64_t size = TRY(codec::take_varint(bytes));
        auto item = TRY(codec::take_bytes(bytes, size));
        auto v = TRY(value_out(type, item));
        a.push_back(std::move(v));
    }
    return json::bj::value(std::move(a));
}

// By the type's name in docs/format/ledger.md.
Result<json::bj::value> value_out(std::string_view type, std::string_view bytes) {
    if (begins(type, "optional(")) return value_out(within(type, "optional("), bytes);
    if (begins(type, "list(")) return list_out(within(type, "list("), bytes);
    if (begins(type, "struct(")) return struct_out(within(type, "struct("), bytes);
    if (type == "bool") return json::bj::value(!bytes.empty() && bytes[0] == 1);
    if (type == "int32" || type == "int64" || type == "nok") {
        int64_t n = TRY(codec::value_of<int64_t>(bytes));
        return json::bj::value(n);
    }
    if (type == "date") {
        Date d = TRY(codec::value_of<Date>(bytes));
        return json::bj::value(json::bj::string(d.text()));
    }
    if (type == "month") {
        Month m = TRY(codec::value_of<Month>(bytes));
        return json::bj::value(json::bj::string(m.text()));
    }
    if (type == "happened") {
        Happened h = TRY(codec::value_of<Happened>(bytes));
        return json::bj::value(json::bj::string(h.text()));
    }
    if (begins(type, "id")) {
        Id id = TRY(codec::value_of<Id>(bytes));
        return json::bj::value(json::bj::string(id_text(id)));
    }
    return json::bj::value(json::bj::string(bytes));
}

}  // namespace

Result<object> event_out(Folder& f, const EventRecord& r) {
    TRY(domain::check_known(r));
    const auto* type = domain::event_type(r.type);
    while (type->version > r.type_version) type = type->before;
    auto fields = TRY(codec::take_fields(r.clear));
    object clear;
    for (const auto& field : fields) {
        if (field.number > type->fields.size()) return fail(Fault::damaged, "a field has an unknown number");
        const auto& info = type->fields[field.number - 1];
        auto v = TRY(value_out(info.type, field.bytes));
        clear[info.name] = std::move(v);
    }
    object o{{"number", r.number}, {"event", json::bj::string(type->name)}, {"version", r.type_version}};
    o["stream"] = std::string(name_of(r.stream.kind)) + "/" + id_text(r.stream.id);
    o["in_stream"] = r.version;
    o["day"] = f.zone().day_of(Instant{r.recorded_us}).text();
    o["recorded"] = Instant{r.recorded_us}.text();
    o["agency"] = r.agency;
    o["fields"] = std::move(clear);
    return o;
}

Result<object> events_out(Folder& f, uint64_t from, size_t limit) {
    uint64_t size = f.ledger().size(), last = std::min<uint64_t>(size, from + limit - 1);
    array list;
    if (from <= last)
        TRY(f.ledger().each(from, last, [&](const EventRecord& r) -> Status {
            auto o = TRY(event_out(f, r));
            list.push_back(std::move(o));
            return {};
        }));
    object o{{"events", std::move(list)}};
    if (last < size) o["next"] = last + 1;
    return o;
}

}  // namespace soria::app
