#pragma once
// An event as it is kept: metadata and clear bytes anybody with the file can read, and sealed fields that need a key.
// The canonical bytes are docs/format/ledger.md; ledger/ writes and reads them.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/core/classes.hpp"
#include "base/core/ids.hpp"

namespace soria {

enum class StreamKind : uint8_t {
    system = 0, report = 1, person = 2, case_ = 3, house = 4, agency = 5, project = 6, measure = 7, contact = 8, list = 9, match = 11,
    milestone = 13, budget = 14, study = 15, course = 16, forum = 17, conference = 18, lesson = 19, organisation = 20, guidance = 21,
    campaign = 22, series = 23, commitment = 24, peer = 25,
};
std::string_view name_of(StreamKind);

struct Stream {
    StreamKind kind = StreamKind::system;
    Id id{};
    auto operator<=>(const Stream&) const = default;
};

// A field's canonical bytes before sealing, and after.
struct OpenField {
    uint8_t number = 0;               // 1-based place in the event's description; 0 is the day it happened
    Class cls = Class::care;
    Id owner{};                       // whose key
    std::string bytes;
};
struct SealedField {
    uint8_t number = 0;
    Class cls = Class::care;
    Id owner{};
    std::array<uint8_t, 24> nonce{};
    std::string ciphertext;           // with its 16-byte tag
};

struct EventRecord {
    uint64_t number = 0;              // dense from 1 over the whole ledger; 0 until the writer has numbered it
    Stream stream;
    uint32_t version = 0;             // dense from 1 in its stream
    uint16_t type = 0;
    uint16_t type_version = 1;
    int64_t recorded_us = 0;          // never below the event before
    std::string actor, agency, purpose;
    std::string clear;                // canonical bytes of the clear fields
    std::vector<SealedField> sealed;  // ascending by number
};

}  // namespace soria
