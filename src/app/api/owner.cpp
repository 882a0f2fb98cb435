#include <cstdio>
#include <filesystem>
#include <sstream>

#include "app/api/api.hpp"
#include "app/peers/carrying.hpp"
#include "app/peers/keyring.hpp"
#include "app/service/events_out.hpp"

namespace soria::app {

json::bj::object proof(const ledger::Verified& v) {
    json::bj::object o{{"events", v.events}, {"reads", v.reads}, {"checkpoints", v.checkpoints}, {"root", hex_of(v.root)}, {"root_of_reads", hex_of(v.reads_root)}};
    o["faults"] = json::encode(v.faults);
    if (!v.notes.empty()) o["notes"] = json::encode(v.notes);
    o["result"] = v.faults.empty() ? "nothing found" : "damaged";
    return o;
}

Result<json::bj::object> owner_act(Folder& f, std::string_view what, const std::string& argument) {
    using json::bj::object;
    if (what == "verify") {
        auto v = TRY(f.ledger().verify());
        return proof(v);
    }
    if (what == "checkpoint") {
        auto note = TRY(f.ledger().checkpoint());
        return object{{"checkpoint", note}};
    }
    if (what == "day") {
        Date to = f.own_clock() ? f.today().plus_days(1) : f.today();
        if (!argument.empty()) to = TRY(Date::parse(argument));
        if (!f.own_clock() && to > f.today()) return refuse("days-forward", "a real folder's day is the calendar's: " + f.today().text());
        auto passed = TRY(pass_days(f, to));
        return object{{"today", to.text()}, {"days", passed.days}, {"warnings", passed.warnings}, {"expiries", passed.expiries}, {"overdue_duties", passed.overdue}};
    }
    if (what == "events") {
        constexpr size_t page = 1000;
        bool number = !argument.empty() && argument.size() < 16 && argument.find_first_not_of("0123456789") == std::string::npos;
        if (!number) return invalid("is not an event's number", "from");
        return events_out(f, std::max<uint64_t>(1, std::stoull(argument)), page);
    }
    if (what == "backup") {
        // A copy inside what it is a copy of is lost with it, and the keys would lie in the folder of the records.
        std::error_code ignored;
        auto asked = std::filesystem::absolute(argument, ignored).lexically_normal();
        auto to = std::filesystem::weakly_canonical(asked, ignored).lexically_relative(std::filesystem::weakly_canonical(f.dir(), ignored));
        if (to.empty() || *to.begin() != "..") return refuse("backup-apart", "a backup lies outside the data folder: " + argument);
        TRY(f.ledger().backup(argument));
        return object{{"backup", argument}, {"keys", argument + ".keys"}, {"note", "keep the two apart: whoever has both can read everything"}};
    }
    if (what == "carry") {
        auto never = [] { return false; };
        auto carried = TRY(peers::carry_questions(f, never));
        auto brought = TRY(peers::bring_answers(f, never));
        return object{{"carried", carried.carried}, {"failed", carried.failed}, {"answers_brought", brought}};
    }
    if (what == "peer-key") {
        auto ring = TRY(Keyring::load(f.dir()));
        return object{{"key", ring.public_key()}, {"note", "public: give it to the other side by a way that you trust, and take theirs"}};
    }
    if (what == "peer-add") {
        std::istringstream in(argument);
        PeerAddress p;
        if (!(in >> p.id >> p.port >> p.key)) return invalid("write a peer, a port and a key");
        if (!f.pack()->peer(p.id)) return fail(Fault::absent, "the pack names no peer " + p.id.substr(0, 60));
        object told{{"peer", p.id}, {"port", p.port}, {"key", p.key}};
        TRY(Keyring::add(f.dir(), std::move(p)));
        return told;
    }
    if (what == "rebuild") {
        auto before = TRY(f.ledger().digests());
        TRY(f.ledger().rebuild([](uint64_t done, uint64_t of) {
            if (done % 100'000 == 0 && done) fprintf(stderr, "%llu of %llu events\n", (unsigned long long)done, (unsigned long long)of);
        }));
        auto after = TRY(f.ledger().digests());
        object o{{"events", f.ledger().size()}, {"tables", after.size()}};
        json::bj::array changed;
        for (size_t i = 0; i < after.size(); ++i)
            if (before[i] != after[i]) changed.push_back(json::bj::string(after[i].first));
        o["same_bytes"] = changed.empty();
        if (!changed.empty()) o["changed"] = std::move(changed);
        return o;
    }
    return fail(Fault::absent, "there is no such act");
}

}  // namespace soria::app
