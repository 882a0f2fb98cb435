#include "domain/core/event_type.hpp"

namespace soria::domain {

Encoded split(EventFields fields, const void* event, const Id& stream_owner, const Owners& owners) {
    Encoded out;
    uint8_t number = 0;
    for (const auto& f : fields) {
        ++number;
        auto bytes = f.what->bytes(f.in(event));
        if (!is_sealed(f.what->cls)) {
            codec::put_field(out.clear, number, bytes);
        } else if (!bytes.empty()) {
            const Id& owner = f.what->owner == Owner::person ? owners.person : f.what->owner == Owner::case_ ? owners.case_ : stream_owner;
            out.sealed.push_back({number, f.what->cls, owner, std::move(bytes)});
        }
    }
    return out;
}

Status join(EventFields fields, void* event, const EventRecord& r, Opener* opener) {
    auto clear = TRY(codec::take_fields(r.clear));
    uint8_t number = 0;
    size_t c = 0, s = !r.sealed.empty() && r.sealed[0].number == 0 ? 1 : 0;   // 0 is the day it happened
    for (const auto& f : fields) {
        ++number;
        bool sealed = is_sealed(f.what->cls);
        bool there = sealed ? s < r.sealed.size() && r.sealed[s].number == number : c < clear.size() && clear[c].number == number;
        if (!there) {
            if (f.what->must_be()) return fail(Fault::damaged, "a field is missing");
        } else if (!sealed) {
            TRY(f.what->set(f.in(event), clear[c++].bytes));
        } else if (const auto& field = r.sealed[s++]; opener) {
            auto opened = TRY(opener->open(r, field));
            if (opened) TRY(f.what->set(f.in(event), *opened));
            else f.what->erase(f.in(event));
        }
    }
    if (c != clear.size() || s != r.sealed.size()) return fail(Fault::damaged, "a field has an unknown number");
    return {};
}

std::vector<FieldInfo> field_infos(EventFields fields) {
    std::vector<FieldInfo> list;
    for (const auto& f : fields) list.push_back({uint8_t(list.size() + 1), f.name, f.what->cls, f.what->owner, f.what->type()});
    return list;
}

}  // namespace soria::domain
