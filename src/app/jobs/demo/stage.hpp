#pragma once
// Where lives are told: days pass, and each life's steps of a day are commands given by the users whose work they are. Lives touch
// nothing of each other's but beds; so their own steps run beside each other, and what touches a house one after the other.
#include <atomic>
#include <functional>
#include <ostream>

#include "app/jobs/demo/life.hpp"
#include "app/service/command.hpp"

namespace soria::app::demo {

using json::bj::array;
using json::bj::object;

// Sees every command before it is given; from several threads.
using Observer = std::function<void(const std::string& user, const std::string& command, const object& fields)>;

class Stage {
public:
    Stage(Folder& f, const Margins& m, Observer o) : folder_(f), margins_(m), observer_(std::move(o)) {}

    // --- for a step ---
    // What a user does today. Empty when a rule refused it, which is counted: the life goes on.
    std::map<std::string, std::string> act(Life&, const std::string& user, const char* command, object fields, std::optional<Happened> = {});
    bool did(Life& l, const std::string& user, const char* command, object fields) { return !act(l, user, command, std::move(fields)).empty(); }
    bool share(Life& l, std::string_view id) const { return margins_.share(id, l.dice, l.drawn); }
    const std::string& draw(Life& l, std::string_view margin) const { return margins_.draw(margin, l.dice, l.drawn); }
    Date today() const { return today_; }
    std::string day(int days) const { return today_.plus_days(days).text(); }
    // A step in so many days, at least one.
    void later(Life&, int days, Step);
    // The same, for what touches houses.
    void later_in_houses(Life&, int days, Step);
    const pack::Pack& pack() const { return *folder_.pack(); }

    // Lists that agencies derived, by user and common list; written where houses are, read anywhere.
    struct Derived { std::string code; std::vector<std::string> indicators; };
    std::map<std::string, Derived, std::less<>>& derived() { return derived_; }
    // The first question of identity that waits for this user's agency; empty: none.
    std::string to_judge(const std::string& user) const;

    std::vector<std::string>& houses(const std::string& audience) { return houses_[audience]; }
    const std::map<std::string, std::vector<std::string>>& all_houses() const { return houses_; }

    // --- for whoever tells the whole ---
    void begin(Life&, Date, Step);
    // Passes every day until that one, with its steps.
    int lives = 300;                       // of the country that is told: its houses and its outreach grow with it
    // How long a step waits for whoever does it, against a country of next to nobody: people at work grow more slowly than the work.
    double load() const { return std::log2(2 + lives / 20.0); }
    Status tell_until(std::vector<Life>& lives, Date until, std::ostream& progress);
    std::map<std::string, int64_t> refused() const;
    std::map<std::string, int64_t> done() const;
    int64_t commands() const { return commands_; }

private:
    void put(Life&, Date, Step, bool in_houses);
    Status tell_day(std::vector<Life>& lives);
    void tell_own(std::vector<Life*>&);
    static void tell(Stage&, Life&, bool in_houses);

    Folder& folder_;
    const Margins& margins_;
    Observer observer_;
    Date today_;
    std::map<std::string, std::vector<std::string>> houses_;
    std::map<std::string, Derived, std::less<>> derived_;
    mutable std::mutex mutex_;
    std::map<Date, std::set<size_t>> agenda_;
    std::map<std::string, int64_t> refused_, done_;
    std::atomic<int64_t> commands_{0};
    Status fault_;
};

}  // namespace soria::app::demo
