#include "app/cli/match.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>

#include "app/api/api.hpp"
#include "app/cli/print.hpp"
#include "app/jobs/match.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using Job = Result<object> (*)(const MatchFiles&, std::ostream&);

int told(const std::string& format, const Result<object>& r) {
    if (!r) {
        if (format == "json") std::cout << json::write_pretty(problem(r.error()));
        else std::cerr << "soria: " << r.error().text() << "\n";
        return r.error().fault == Fault::usage ? 2 : 1;
    }
    std::cout << printed(*r, format == "json" ? Format::json : format == "csv" ? Format::csv : Format::table);
    return 0;
}

std::string text_of(const object& o, const char* key) { return std::string(o.at(key).get_string()); }

// A waterfall for people: what each column adds, and what the two rows say.
void print_waterfall(const object& w) {
    std::cout << text_of(w, "left") << " and " << text_of(w, "right") << "\n";
    for (const auto& v : w.at("waterfall").get_array()) {
        const auto& s = v.get_object();
        std::string left = text_of(s, "left"), right = text_of(s, "right");
        std::printf("  %+8.2f  %s: %s", s.at("bits").to_number<double>(), text_of(s, "column").c_str(), text_of(s, "says").c_str());
        if (!left.empty() || !right.empty()) std::printf(" (%s | %s)", left.empty() ? "-" : left.c_str(), right.empty() ? "-" : right.c_str());
        std::printf("\n");
    }
    double weight = w.at("weight").to_number<double>(), p = w.at("probability").to_number<double>();
    std::printf("  %+8.2f  together: the chance that they are one person is %.1f in 100\n", weight, p * 100);
    std::fflush(stdout);
}

int told_waterfalls(const std::string& format, const Result<object>& r) {
    if (!r || format != "table") return told(format, r);
    if (r->contains("waterfall")) {
        print_waterfall(*r);
        return 0;
    }
    std::cout << json::write(r->at("unsure_pairs")) << " pairs are unsure; " << json::write(r->at("shown")) << " shown, the least sure first" << std::endl;
    for (const auto& w : r->at("queue").get_array()) print_waterfall(w.get_object());
    return 0;
}

void declare_blind(CLI::App& match, const std::string& format, int& code) {
    auto* blind = match.add_subcommand("blind", "people compared without showing them: CLKs by a schema that both sides have");
    blind->require_subcommand(1);
    auto files = std::make_shared<BlindFiles>();
    auto* encode = blind->add_subcommand("encode", "each row to its CLK; the file is as secret as the names");
    encode->add_option("file", files->in, "CSV with a header")->required()->expected(1);
    encode->add_option("--schema", files->schema, "a clkhash schema, version 3, JSON")->required();
    encode->add_option("--secret-file", files->secret, "a file with the secret that both sides have, at least 16 bytes")->required();
    encode->add_option("--out", files->out, "CSV of id,clk")->required();
    encode->add_option("--id", files->id, "the column of ids; else unique_id");
    encode->add_flag("--balanced", files->balanced, "every CLK has as many bits set: harder to attack; both sides must");
    encode->callback([files, &format, &code] { code = told(format, match_blind_encode(*files, std::cerr)); });
    auto* compare = blind->add_subcommand("compare", "pairs of CLKs that are alike");
    compare->add_option("files", files->in, "two files of encode")->required()->expected(2);
    compare->add_option("--threshold", files->threshold, "the least likeness (Dice), from 0 to 1")->check(CLI::Range(0.0, 1.0));
    compare->add_option("--out", files->out, "CSV of id_l,id_r,dice")->required();
    compare->add_option("--threads", files->threads, "else as many as the machine has; the output is the same");
    compare->callback([files, &format, &code] { code = told(format, match_blind_compare(*files, std::cerr)); });
}

}  // namespace

void declare_match(CLI::App& app, const std::string& format, int& code) {
    auto* match = app.add_subcommand("match", "is this the same person? people in CSV files, without labels");
    match->require_subcommand(1);
    auto files = std::make_shared<MatchFiles>();       // the callbacks keep it
    auto command = [&](const char* name, const char* about, Job job) {
        auto* c = match->add_subcommand(name, about);
        bool waterfalls = std::string_view(name) == "explain" || std::string_view(name) == "review";
        c->callback([=, &format, &code] { code = (waterfalls ? told_waterfalls : told)(format, job(*files, std::cerr)); });
        return c;
    };
    auto common = [&](CLI::App* c) {
        c->add_option("--id", files->id, "the column of ids; else unique_id");
        c->add_option("--kind", files->kinds, "column=kind, where it is not found out rightly: given, surname, full_name, alias, date, place, address, postcode, "
                                              "country, language, email, phone, document, sex, code, ignored");
        c->add_option("--model", files->model, "a trained model, or settings of Splink; else it is learnt from the file");
        c->add_option("--memory", files->memory, "at most so many bytes, like 180MiB; else four fifths of the machine's");
        c->add_option("--threads", files->threads, "else as many as the machine has; the output is the same");
        c->add_option("--pairs-per-row", files->pairs_per_row, "the budget of pairs to look at")->check(CLI::Range(1.0, 1e6));
        c->add_flag("--quiet", files->quiet, "no progress");
    };
    auto from = [&](CLI::App* c) { c->add_option("--from", files->pairs_from, "write pairs of at least this probability")->check(CLI::Range(0.0001, 1.0)); };
    auto* dedupe = command("dedupe", "which rows of a file are one person", match_dedupe);
    dedupe->add_option("file", files->in, "CSV with a header")->required()->expected(1);
    dedupe->add_option("--out", files->out, "CSV of unique_id,cluster_id")->required();
    dedupe->add_option("--pairs", files->pairs, "CSV of the pairs: id_l,id_r,weight,probability");
    common(dedupe), from(dedupe);
    auto* link = command("link", "which rows of two files are one person", match_link);
    link->add_option("files", files->in, "two CSV files")->required()->expected(2);
    link->add_option("--out", files->out, "CSV of the links: id_l,id_r,weight,probability")->required();
    link->add_flag("--one-to-one", files->one_to_one, "a row has at most one partner");
    common(link), from(link);
    auto* train = command("train", "learn a model from a file, without labels", match_train);
    train->add_option("file", files->in, "CSV with a header")->required()->expected(1);
    train->add_option("--out", files->model_out, "the model, JSON")->required();
    train->add_option("--splink", files->splink_out, "the same as settings of Splink, JSON");
    common(train);
    auto* score = command("score", "score the pairs of a file, one person or not", match_score);
    score->add_option("file", files->in, "CSV with a header")->required()->expected(1);
    score->add_option("--out", files->out, "CSV of the pairs: id_l,id_r,weight,probability")->required();
    common(score), from(score);
    auto* explain = command("explain", "why two rows are one person, or not: a waterfall in plain words", match_explain);
    explain->add_option("left", files->left, "an id")->required();
    explain->add_option("right", files->right, "another id")->required();
    explain->add_option("files", files->in, "the CSV file, or the two that were linked")->required()->expected(1, 2);
    common(explain);
    auto* review = command("review", "the pairs that a person must decide, the least sure first", match_review);
    review->add_option("file", files->in, "CSV with a header")->required()->expected(1);
    review->add_option("--limit", files->limit, "how many are shown")->check(CLI::Range(1, 10'000));
    common(review);
    auto* evaluate = command("evaluate", "clusters against labels: precision, recall and F1 of pairs", match_evaluate);
    evaluate->add_option("clusters", files->in, "CSV of unique_id,cluster_id")->required()->expected(1);
    evaluate->add_option("--labels", files->labels, "CSV with ids and a column cluster, or with pairs that were judged")->required();
    evaluate->add_option("--id", files->id, "the labels' column of ids; else unique_id");
    declare_blind(*match, format, code);
}

}  // namespace soria::app
