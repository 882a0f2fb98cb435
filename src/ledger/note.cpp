#include "ledger/note.hpp"

#include <charconv>

namespace soria::ledger {
namespace {

std::string_view view(const Hash& h) { return {reinterpret_cast<const char*>(h.data()), 32}; }

// C2SP signed-note: the first four bytes of SHA-256(name, line feed, 0x01, public key).
std::string key_hash(std::string_view name, std::string_view public_key) {
    return std::string(view(sha256(std::string(name) + "\n\x01" + std::string(public_key)))).substr(0, 4);
}

Result<uint64_t> number(std::string_view s) {
    uint64_t n = 0;
    auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), n);
    bool shortest = s.size() == 1 || (s.size() > 1 && s[0] != '0');
    if (ec != std::errc() || end != s.data() + s.size() || !shortest) return fail(Fault::damaged, "a checkpoint's size is no number");
    return n;
}
Result<Hash> root(std::string_view s) {
    auto b = TRY(from_base64(s));
    if (b.size() != 32) return fail(Fault::damaged, "a checkpoint's root is not 32 bytes");
    Hash h;
    std::memcpy(h.data(), b.data(), 32);
    return h;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& c) {
    return c.origin + "\n" + std::to_string(c.size) + "\n" + base64(view(c.root)) + "\nreads " + std::to_string(c.reads_size) + " " +
           base64(view(c.reads_root)) + "\n";
}

std::string sign_note(const Checkpoint& c, const Keys& keys) {
    std::string text = checkpoint_text(c);
    return text + "\n\xe2\x80\x94 " + c.origin + " " + base64(key_hash(c.origin, keys.public_key()) + keys.sign(text)) + "\n";
}

Result<Checkpoint> open_note(std::string_view note, std::string_view public_key) {
    auto bad = [](const char* why) { return fail(Fault::damaged, std::string("a checkpoint ") + why); };
    size_t gap = note.rfind("\n\n");
    if (gap == std::string_view::npos) return bad("has no signature");
    std::string_view text = note.substr(0, gap + 1), signature = note.substr(gap + 2);
    std::vector<std::string_view> lines;
    for (std::string_view rest = text; !rest.empty();) {
        size_t end = rest.find('\n');
        lines.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    if (lines.size() != 4 || !lines[3].starts_with("reads ")) return bad("has not four lines");
    Checkpoint c;
    c.origin = lines[0];
    c.size = TRY(number(lines[1]));
    c.root = TRY(root(lines[2]));
    auto reads = lines[3].substr(6);
    size_t space = reads.find(' ');
    if (space == std::string_view::npos) return bad("has a wrong line for the reads");
    c.reads_size = TRY(number(reads.substr(0, space)));
    c.reads_root = TRY(root(reads.substr(space + 1)));
    std::string head = "\xe2\x80\x94 " + c.origin + " ";
    if (!signature.starts_with(head) || signature.back() != '\n') return bad("has a wrong signature line");
    auto bytes = TRY(from_base64(signature.substr(head.size(), signature.size() - head.size() - 1)));
    if (bytes.size() != 68 || bytes.substr(0, 4) != key_hash(c.origin, public_key)) return bad("was signed with another key");
    if (!verify_signature(public_key, text, std::string_view(bytes).substr(4))) return bad("has a signature that does not fit");
    return c;
}

}  // namespace soria::ledger
