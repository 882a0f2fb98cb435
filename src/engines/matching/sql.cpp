#include "engines/matching/sql.hpp"

#include <algorithm>
#include <charconv>

#include "engines/matching/sql_functions.hpp"

namespace soria::matching::sql {
namespace {

constexpr size_t condition_bytes_max = 20'000;
constexpr int depth_max = 60;

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}

struct Token {
    enum Kind : uint8_t { end, number, text, word, name, mark } kind = end;    // a name stands in quotation marks
    std::string s;
    size_t at = 0;
};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool number_goes_on(std::string_view s, size_t i) {
    return digit(s[i]) || s[i] == '.' || s[i] == 'e' || s[i] == 'E' || ((s[i] == '-' || s[i] == '+') && (s[i - 1] == 'e' || s[i - 1] == 'E'));
}

class Parser {
public:
    Parser(std::string_view text, std::string_view dialect, const Columns& columns, std::string path)
        : text_(text), spark_(dialect == "spark" || dialect == "databricks"), duckdb_(dialect == "duckdb"), columns_(columns), path_(std::move(path)) {}

    Result<Node> all() {
        if (text_.size() > condition_bytes_max) return fault("is longer than " + std::to_string(condition_bytes_max) + " bytes", 0);
        TRY(cut());
        auto node = TRY(either());
        if (here().kind != Token::end) return unknown();
        return node;
    }

private:
    tl::unexpected<Error> fault(const std::string& what, size_t at) const {
        return invalid(what + " at character " + std::to_string(at + 1) + ": " + std::string(text_.substr(at, 60)), path_);
    }
    tl::unexpected<Error> unknown() const { return fault("is not known here,", here().at); }

    Status cut() {
        for (size_t i = 0; i < text_.size();) {
            char c = text_[i];
            size_t from = i;
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') ++i;
            else if (c == '\'' || c == '"' || c == '`') {
                auto s = TRY(quoted(i));
                tokens_.push_back({c == '\'' ? Token::text : Token::name, s, from});
            } else if (digit(c) || (c == '.' && i + 1 < text_.size() && digit(text_[i + 1]))) {
                while (i < text_.size() && (i == from || number_goes_on(text_, i))) ++i;
                tokens_.push_back({Token::number, std::string(text_.substr(from, i - from)), from});
            } else if (letter(c)) {
                while (i < text_.size() && (letter(text_[i]) || digit(text_[i]))) ++i;
                tokens_.push_back({Token::word, std::string(text_.substr(from, i - from)), from});
            } else {
                auto two = text_.substr(i, 2);
                bool pair = two == "<=" || two == ">=" || two == "<>" || two == "!=" || two == "||" || two == "::" || two == "->" || two == "==";
                i += pair ? 2 : 1;
                tokens_.push_back({Token::mark, std::string(text_.substr(from, i - from)), from});
            }
        }
        tokens_.push_back({Token::end, "", text_.size()});
        return {};
    }
    Result<std::string> quoted(size_t& i) {
        char mark = text_[i];
        size_t from = i++;
        std::string out;
        for (; i < text_.size(); ++i) {
            if (text_[i] == '\\' && spark_ && mark == '\'' && i + 1 < text_.size()) out += text_[++i];
            else if (text_[i] != mark) out += text_[i];
            else if (i + 1 < text_.size() && text_[i + 1] == mark) out += text_[++i];
            else {
                ++i;
                return out;
            }
        }
        return fault("a quotation mark is not closed", from);
    }

    const Token& here() const { return tokens_[at_]; }
    const Token& next() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    bool mark(std::string_view m) {
        if (here().kind != Token::mark || here().s != m) return false;
        ++at_;
        return true;
    }
    bool is_word(const Token& t, std::string_view w) const { return t.kind == Token::word && lower(t.s) == w; }
    bool word(std::string_view w) {
        if (!is_word(here(), w)) return false;
        ++at_;
        return true;
    }
    Status need(std::string_view m) {
        if (!mark(m)) return fault("'" + std::string(m) + "' is missing", here().at);
        return {};
    }
    static Node made(Op op, std::vector<Node> args) {
        Node n;
        n.op = op;
        n.args = std::move(args);
        return n;
    }

    Result<Node> chain(Op op, std::string_view w, Result<Node> (Parser::*part)()) {
        auto first = TRY((this->*part)());
        if (!is_word(here(), w)) return first;
        std::vector<Node> args;
        args.push_back(std::move(first));
        while (word(w)) {
            auto more = TRY((this->*part)());
            args.push_back(std::move(more));
        }
        return made(op, std::move(args));
    }
    Result<Node> either() {
        if (++depth_ > depth_max) return fault("is nested too deeply", here().at);
        auto n = TRY(chain(Op::either, "or", &Parser::both));
        --depth_;
        return n;
    }
    Result<Node> both() { return chain(Op::both, "and", &Parser::negated); }
    Result<Node> negated() {
        if (!word("not")) return compared();
        if (++depth_ > depth_max) return fault("is nested too deeply", here().at);
        auto n = TRY(negated());
        --depth_;
        return made(Op::negate, {std::move(n)});
    }

    Result<Node> compared() {
        auto left = TRY(joined());
        for (;;) {
            bool no = is_word(here(), "not") && (is_word(next(), "between") || is_word(next(), "in"));
            at_ += no;
            if (word("is")) {
                bool is_not = word("not");
                if (!word("null")) return unknown();
                left = made(Op::is_null, {std::move(left)});
                if (is_not) left = made(Op::negate, {std::move(left)});
            } else if (word("between")) {
                auto from = TRY(joined());
                if (!word("and")) return fault("AND is missing", here().at);
                auto to = TRY(joined());
                left = made(Op::between, {std::move(left), std::move(from), std::move(to)});
            } else if (word("in")) {
                TRY(need("("));
                auto list = TRY(arguments(")"));
                list.insert(list.begin(), std::move(left));
                left = made(Op::among, std::move(list));
            } else {
                static constexpr std::pair<std::string_view, Op> signs[] = {{"=", Op::equal}, {"==", Op::equal}, {"<>", Op::unequal}, {"!=", Op::unequal},
                                                                            {"<", Op::less}, {"<=", Op::at_most}, {">", Op::more}, {">=", Op::at_least}};
                auto sign = std::find_if(std::begin(signs), std::end(signs), [&](auto& x) { return here().kind == Token::mark && here().s == x.first; });
                if (sign == std::end(signs)) return left;
                ++at_;
                auto right = TRY(joined());
                left = made(sign->second, {std::move(left), std::move(right)});
            }
            if (no) left = made(Op::negate, {std::move(left)});
        }
    }
    Result<Node> joined() {
        auto left = TRY(sum());
        while (mark("||")) {
            auto right = TRY(sum());
            left = made(Op::joined, {std::move(left), std::move(right)});
        }
        return left;
    }
    Result<Node> sum() {
        auto left = TRY(product());
        for (;;) {
            Op op = mark("+") ? Op::plus : mark("-") ? Op::minus : Op::null;
            if (op == Op::null) return left;
            auto right = TRY(product());
            left = made(op, {std::move(left), std::move(right)});
        }
    }
    Result<Node> product() {
        auto left = TRY(signed_());
        for (;;) {
            Op op = mark("*") ? Op::times : mark("/") ? Op::over : Op::null;
            if (op == Op::null) return left;
            auto right = TRY(signed_());
            left = made(op, {std::move(left), std::move(right)});
        }
    }
    Result<Node> signed_() {
        if (!mark("-")) return behind();
        auto n = TRY(behind());
        Node zero;
        zero.op = Op::number;
        return made(Op::minus, {std::move(zero), std::move(n)});
    }
    // What may stand behind: a cast, an item.
    Result<Node> behind() {
        auto n = TRY(primary());
        for (;;) {
            if (mark("::")) n = TRY(cast_to(std::move(n)));
            else if (mark("[")) {
                auto i = TRY(either());
                TRY(need("]"));
                n = made(Op::item, {std::move(n), std::move(i)});
                n.whole = spark_;
            } else return n;
        }
    }
    Result<Node> cast_to(Node what) {
        static constexpr std::tuple<std::string_view, Value::Kind, bool> types[] = {
            {"text", Value::text, false}, {"varchar", Value::text, false}, {"string", Value::text, false}, {"char", Value::text, false}, {"int", Value::number, true},
            {"integer", Value::number, true}, {"bigint", Value::number, true}, {"smallint", Value::number, true}, {"double", Value::number, false},
            {"float", Value::number, false}, {"float8", Value::number, false}, {"real", Value::number, false}, {"decimal", Value::number, false},
            {"numeric", Value::number, false}, {"date", Value::moment, true}, {"timestamp", Value::moment, false}};
        auto name = lower(here().s);
        auto t = std::find_if(std::begin(types), std::end(types), [&](auto& x) { return here().kind == Token::word && std::get<0>(x) == name; });
        if (t == std::end(types)) return unknown();
        ++at_;
        if (name == "double") word("precision");
        if (mark("(")) TRY(arguments(")"));
        Node n = made(Op::cast, {std::move(what)});
        n.type = std::get<1>(*t);
        n.whole = std::get<2>(*t);
        if (mark("[")) {
            TRY(need("]"));
            n.type = Value::list;
        }
        return n;
    }
    Result<std::vector<Node>> arguments(std::string_view close) {
        std::vector<Node> out;
        while (!mark(close)) {
            if (!out.empty()) TRY(need(","));
            auto n = TRY(argument());
            out.push_back(std::move(n));
        }
        return out;
    }
    Result<Node> argument() {
        bool lambda = here().kind == Token::word && next().kind == Token::mark && next().s == "->";
        if (!lambda) return either();
        variables_.push_back(here().s);
        at_ += 2;
        auto body = TRY(either());
        variables_.pop_back();
        Node n = made(Op::lambda, {std::move(body)});
        n.column = int(variables_.size());
        return n;
    }

    Result<Node> primary() {
        Node n;
        const Token& t = here();
        if (mark("(")) {
            auto inside = TRY(either());
            TRY(need(")"));
            return inside;
        }
        if (mark("[")) {
            auto items = TRY(arguments("]"));
            return made(Op::list, std::move(items));
        }
        if (t.kind == Token::number) {
            auto [end, error] = std::from_chars(t.s.data(), t.s.data() + t.s.size(), n.number);
            if (error != std::errc() || end != t.s.data() + t.s.size()) return unknown();
            n.op = Op::number;
            ++at_;
            return n;
        }
        if (t.kind == Token::text) {
            n.op = Op::text;
            n.text = t.s;
            ++at_;
            return n;
        }
        if (t.kind != Token::word && t.kind != Token::name) return unknown();
        if (word("null")) return n;
        if (is_word(t, "true") || is_word(t, "false")) {
            n.op = Op::number;
            n.number = is_word(t, "true");
            ++at_;
            return n;
        }
        if (word("case")) return cases();
        if (t.kind == Token::word && next().kind == Token::mark && next().s == "(") return called();
        return column();
    }
    Result<Node> cases() {
        std::vector<Node> args;
        while (word("when")) {
            auto condition = TRY(either());
            if (!word("then")) return fault("THEN is missing", here().at);
            auto value = TRY(either());
            args.push_back(std::move(condition)), args.push_back(std::move(value));
        }
        if (args.empty()) return unknown();
        if (word("else")) {
            auto value = TRY(either());
            args.push_back(std::move(value));
        }
        if (!word("end")) return fault("END is missing", here().at);
        return made(Op::when, std::move(args));
    }
    Result<Node> called() {
        size_t at = here().at;
        auto name = lower(here().s);
        at_ += 2;
        if (name == "cast" || name == "try_cast") {
            auto what = TRY(either());
            if (!word("as")) return fault("AS is missing", here().at);
            auto n = TRY(cast_to(std::move(what)));
            TRY(need(")"));
            return n;
        }
        const auto* f = function_named(name);
        if (!f) return fault("the function " + name.substr(0, 40) + " is not known here,", at);
        Node n;
        n.op = Op::call;
        n.fn = f->fn;
        n.args = TRY(arguments(")"));
        if (n.args.size() < f->least || n.args.size() > f->most) return fault("another number of arguments is known of " + name + ",", at);
        if (f->fn == Fn::concat) n.whole = !duckdb_;   // elsewhere, what is joined with nothing is nothing
        TRY(checked(n, at));
        return n;
    }
    // Patterns and formats must be read now, so that nothing is found wanting later.
    Status checked(Node& n, size_t at) {
        bool pattern = n.fn == Fn::extract || n.fn == Fn::replace_all || n.fn == Fn::matches;
        if (pattern) {
            if (n.args[1].op != Op::text) return fault("only a pattern that is written out is known,", at);
            n.regex = TRY(compiled(n.args[1].text, path_));
            n.column = spark_ ? 1 : 0;                 // which group is meant when none is said
        }
        bool format = n.fn == Fn::moment && n.args.size() > 1;
        if (format && (n.args[1].op != Op::text || !format_known(n.args[1].text))) return fault("this format of dates is not known here,", at);
        if (n.fn == Fn::transform && n.args[1].op != Op::lambda) return fault("only x -> ... is known,", at);
        for (size_t i = 0; i < n.args.size(); ++i)
            if (n.args[i].op == Op::lambda && (n.fn != Fn::transform || i != 1)) return fault("x -> ... has no place here,", at);
        bool days = n.fn == Fn::day_difference && n.args.size() == 3;
        bool unit = !days || (n.args[0].op == Op::text && (n.args[0].text == "day" || n.args[0].text == "month" || n.args[0].text == "year"));
        if (!unit) return fault("only 'day', 'month' and 'year' are known,", at);
        return {};
    }
    Result<Node> column() {
        const Token t = here();
        ++at_;
        auto name = lower(t.s);
        Node n;
        if (t.kind == Token::word)
            for (size_t v = variables_.size(); v-- > 0;)
                if (variables_[v] == t.s) {
                    n.op = Op::variable;
                    n.column = int(v);
                    return n;
                }
        n.op = Op::column;
        std::string of = t.s;
        if ((name == "l" || name == "r") && mark(".")) {
            if (here().kind != Token::word && here().kind != Token::name) return unknown();
            n.right = name == "r";
            of = here().s;
            ++at_;
        } else if (name.size() > 2 && (name.ends_with("_l") || name.ends_with("_r"))) {
            n.right = name.back() == 'r';
            of = t.s.substr(0, t.s.size() - 2);
        } else return fault("is of neither row: a column is l.name, or name_l,", t.at);
        n.column = columns_(of);
        if (n.column < 0) return fault("there is no column '" + of.substr(0, 60) + "',", t.at);
        return n;
    }

    std::string_view text_;
    bool spark_, duckdb_;
    const Columns& columns_;
    std::string path_;
    std::vector<Token> tokens_;
    std::vector<std::string> variables_;
    size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<Node> parse(std::string_view text, std::string_view dialect, const Columns& columns, const std::string& path) {
    return Parser(text, dialect, columns, path).all();
}

Asked asked(const Node& n) {
    Asked out;
    if (n.op == Op::column) (n.right ? out.r : out.l) |= 1u << n.column;
    for (const auto& a : n.args) {
        auto more = asked(a);
        out.l |= more.l, out.r |= more.r;
    }
    return out;
}

std::string written(const Node& n, Sides sides) {
    bool right = sides == Sides::exchanged ? !n.right : sides == Sides::alike ? false : n.right;
    std::string out = "(" + std::to_string(int(n.op)) + (n.op == Op::column && right ? "r" : "") + (n.whole ? "w" : "");
    if (n.op == Op::column || n.op == Op::variable || n.op == Op::lambda || n.regex) out += ":" + std::to_string(n.column);
    if (n.op == Op::number) {
        char digits[40];
        out += "#" + std::string(digits, std::to_chars(digits, digits + sizeof digits, n.number).ptr);
    }
    if (n.op == Op::text) out += "'" + std::to_string(n.text.size()) + n.text;
    if (n.op == Op::call) out += "f" + std::to_string(int(n.fn));
    if (n.op == Op::cast) out += "t" + std::to_string(int(n.type));
    for (const auto& a : n.args) out += written(a, sides);
    return out + ")";
}

}  // namespace soria::matching::sql
