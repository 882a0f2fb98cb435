#pragma once
// The pages that an enrolled phone keeps and that its worker answers without a network: what waits, a report, its drafts' PIN.
// The worker does what a page cannot: it counts, seals, stores and delivers, and tells these pages how things stand. Bytes in, bytes
// out, so that the same source serves natively and as WebAssembly.
//
// A request:  POST /phone/report?lang=nb\n  language\n  how things stand, as a form is posted\n  what was posted
// An answer:  422 show\n  then the document; or what the worker is asked to do:
//             200 send DRAFT\n packet      seal it, keep it, forget the draft of that number (0: none)
//             200 keep DRAFT\n answers     wrap it with the PIN's key, in the place of that draft (0: a new one)
//             200 pin\n fields             _do (choose, unlock), pin, and the answers that wait behind it
//             200 drop DRAFT, 200 lock, 200 deliver, 200 text
// How things stand: phone, key (random, for one report), today, waiting, last, refused, because, lock (none, locked, open), draft
// (number and time, once for each), said (what was just done), wrong (tries left), wiped.
#include <memory>

#include "views/forms.hpp"

namespace soria::views {

// The words and the report's form in one language, as one text. A catalogue's lines that begin with @ are about the phone: @style,
// @script, @island, @emergency, @demonstration, @proposes, @languages (nb=norsk;en=English).
inline constexpr std::string_view kit_begins = "soria-kit 1\t";
std::string write_kit(std::string_view language, std::string_view catalogue, const Form&);

class PhonePages {
public:
    bool take(std::string_view kit);         // false: it is none, and nothing has changed
    std::string answer(std::string_view request) const;
    struct Kit {
        std::string language, catalogue;
        Words words;
        Form form;
    };

private:
    std::vector<std::unique_ptr<Kit>> kits_;
};

// The lines of a catalogue that these pages use; where the language lacks one, English's.
std::string phone_words(std::string_view catalogue, std::string_view english);

}  // namespace soria::views
