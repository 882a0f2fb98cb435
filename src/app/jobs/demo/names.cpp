#include "app/jobs/demo/names.hpp"

#include <algorithm>
#include <map>

namespace soria::app::demo {
namespace {

struct Part { const char* native; const char* latin; };
struct MadeUpParts {
    const char* language;
    std::vector<Part> starts, women, men, families, ends;      // a given name: a start and a woman's or man's end; a surname: a family and an end
    const char* between;                                       // in its own script
    bool family_first;
};

// Every part is invented: many mean "example", "sketch" or "made up" in their language.
const std::vector<MadeUpParts>& made_up_parts() {
    static const std::vector<MadeUpParts> all{
        {"en",
         {{"Ada", "Ada"}, {"Bless", "Bless"}, {"Fay", "Fay"}, {"Ossi", "Ossi"}, {"Ehi", "Ehi"}, {"Ruk", "Ruk"}},
         {{"zia", "zia"}, {"nma", "nma"}, {"vira", "vira"}},
         {{"zeko", "zeko"}, {"mari", "mari"}, {"dun", "dun"}},
         {{"Okta", "Okta"}, {"Abimo", "Abimo"}, {"Uzo", "Uzo"}, {"Idemu", "Idemu"}, {"Ekpo", "Ekpo"}},
         {{"zuma", "zuma"}, {"rebo", "rebo"}, {"finwa", "finwa"}}, " ", false},
        {"ro",
         {{"Mărg", "Marg"}, {"Simon", "Simon"}, {"Ion", "Ion"}, {"Vior", "Vior"}, {"Ștef", "Stef"}},
         {{"ela", "ela"}, {"ica", "ica"}, {"ița", "ita"}},
         {{"el", "el"}, {"uț", "ut"}, {"in", "in"}},
         {{"Încerc", "Incerc"}, {"Prob", "Prob"}, {"Model", "Model"}, {"Schiț", "Schit"}, {"Exemp", "Exemp"}},
         {{"escu", "escu"}, {"eanu", "eanu"}, {"aru", "aru"}}, " ", false},
        {"bg",
         {{"Рос", "Ros"}, {"Дим", "Dim"}, {"Вел", "Vel"}, {"Стан", "Stan"}},
         {{"ица", "itsa"}, {"ена", "ena"}, {"ослава", "oslava"}},
         {{"ко", "ko"}, {"омир", "omir"}},
         {{"Проб", "Prob"}, {"Модел", "Model"}, {"Скиц", "Skits"}, {"Измисл", "Izmisl"}},
         {{"ова", "ova"}, {"ева", "eva"}, {"ска", "ska"}}, " ", false},
        {"ru",
         {{"Тат", "Tat"}, {"Мил", "Mil"}, {"Жан", "Zhan"}, {"Люб", "Lyub"}},
         {{"яна", "yana"}, {"ена", "ena"}, {"ита", "ita"}},
         {{"ислав", "islav"}, {"еш", "esh"}},
         {{"Выдум", "Vydum"}, {"Пример", "Primer"}, {"Образц", "Obrazts"}, {"Пробн", "Probn"}},
         {{"ова", "ova"}, {"ина", "ina"}, {"ская", "skaya"}}, " ", false},
        {"uk",
         {{"Окс", "Oks"}, {"Ярин", "Yaryn"}, {"Гал", "Hal"}, {"Мир", "Myr"}},
         {{"ина", "yna"}, {"ася", "asia"}},
         {{"ко", "ko"}, {"ослав", "oslav"}},
         {{"Вигад", "Vyhad"}, {"Приклад", "Pryklad"}, {"Зраз", "Zraz"}},
         {{"енко", "enko"}, {"чук", "chuk"}, {"ко", "ko"}}, " ", false},
        {"lt",
         {{"Dov", "Dov"}, {"Gint", "Gint"}, {"Žyd", "Zyd"}, {"Rim", "Rim"}},
         {{"ilė", "ile"}, {"utė", "ute"}, {"ona", "ona"}},
         {{"as", "as"}, {"enis", "enis"}},
         {{"Pavyzd", "Pavyzd"}, {"Bandym", "Bandym"}, {"Išgalv", "Isgalv"}},
         {{"aitė", "aite"}, {"ienė", "iene"}, {"auskas", "auskas"}}, " ", false},
        {"zh",
         {{"晓", "Xiao"}, {"美", "Mei"}, {"丽", "Li"}, {"小", "Xiao"}},
         {{"芳", "fang"}, {"玲", "ling"}, {"云", "yun"}},
         {{"强", "qiang"}, {"伟", "wei"}},
         {{"样", "Yang"}, {"虚", "Xu"}, {"试", "Shi"}, {"例", "Li"}},
         {{"", ""}}, "", true},
        {"vi",
         {{"Mỹ", "My"}, {"Thanh", "Thanh"}, {"Hồng", "Hong"}, {"Ngọc", "Ngoc"}},
         {{" Lanh", " Lanh"}, {" Hươm", " Huom"}, {" Diêu", " Dieu"}},
         {{" Dũm", " Dum"}, {" Kiêng", " Kieng"}},
         {{"Thử", "Thu"}, {"Mẫu", "Mau"}, {"Phỏng", "Phong"}},
         {{"", ""}}, " ", true},
        {"th",
         {{"มา", "Ma"}, {"น้อ", "No"}, {"สุ", "Su"}, {"วิ", "Wi"}},
         {{"ลี", "li"}, {"ภา", "pha"}, {"ดา", "da"}},
         {{"ชัย", "chai"}, {"พล", "phon"}},
         {{"สมมุ", "Sommu"}, {"ทดล", "Thotl"}, {"ตัวอ", "Tua-o"}},
         {{"ติศรี", "tisi"}, {"องชัย", "ongchai"}, {"ย่างวงศ์", "yangwong"}}, " ", false},
        {"ti",
         {{"ሰላ", "Sela"}, {"ሚኪ", "Miki"}, {"ፍሬ", "Fire"}, {"አበ", "Abe"}},
         {{"ምት", "mit"}, {"ነሽ", "nesh"}},
         {{"ኤል", "el"}, {"ሎም", "lom"}},
         {{"ምሳ", "Misa"}, {"ፈተ", "Fete"}, {"ግም", "Gim"}},
         {{"ሌ", "le"}, {"ና", "na"}, {"ት", "t"}}, " ", false},
        {"ar",
         {{"سل", "Sal"}, {"نور", "Nur"}, {"رم", "Ram"}, {"هد", "Had"}},
         {{"ينة", "ina"}, {"يمة", "ima"}, {"اء", "aa"}},
         {{"ان", "an"}, {"ير", "ir"}},
         {{"المث", "Al-Mith"}, {"التجر", "At-Tajr"}, {"النمو", "An-Namu"}},
         {{"الي", "ali"}, {"يبي", "ibi"}, {"ذجي", "dhaji"}}, " ", false},
        {"fa",
         {{"گل", "Gol"}, {"پر", "Par"}, {"مهر", "Mehr"}, {"شیر", "Shir"}},
         {{"ناز", "naz"}, {"وانه", "vaneh"}},
         {{"زاد", "zad"}, {"یار", "yar"}},
         {{"نمون", "Namun"}, {"آزمای", "Azmay"}, {"فرض", "Farz"}},
         {{"ه", "eh"}, {"شی", "shi"}, {"ی", "i"}}, " ", false},
        {"sq",
         {{"Drit", "Drit"}, {"Mir", "Mir"}, {"Lul", "Lul"}, {"Besj", "Besj"}},
         {{"ana", "ana"}, {"ëza", "eza"}, {"eta", "eta"}},
         {{"on", "on"}, {"ush", "ush"}},
         {{"Shembull", "Shembull"}, {"Prov", "Prov"}, {"Trilluar", "Trilluar"}},
         {{"aj", "aj"}, {"i", "i"}, {"ku", "ku"}}, " ", false},
    };
    return all;
}

const MadeUpParts& parts_of(std::string_view language) {
    for (const auto& p : made_up_parts())
        if (p.language == language) return p;
    return made_up_parts()[0];
}

const Part& one(const std::vector<Part>& list, Dice& dice) { return list[size_t(dice.below(int(list.size())))]; }

std::string joined(const std::string& given, const std::string& family, const char* between, bool family_first) {
    return family_first ? family + between + given : given + between + family;
}

// Calls with every name there can be, until one is the one.
template <class Fn> bool any_name(const MadeUpParts& p, bool latin, Fn is) {
    auto in = [&](const Part& part) { return std::string(latin ? part.latin : part.native); };
    for (const auto* given_ends : {&p.women, &p.men})
        for (const auto& s : p.starts)
            for (const auto& g : *given_ends)
                for (const auto& f : p.families)
                    for (const auto& e : p.ends)
                        if (is(joined(in(s) + in(g), in(f) + in(e), latin ? " " : p.between, p.family_first))) return true;
    return false;
}

}  // namespace

std::string language_of(std::string_view country) {
    static const std::map<std::string, std::string, std::less<>> spoken{
        {"RO", "ro"}, {"BG", "bg"}, {"RU", "ru"}, {"UZ", "ru"}, {"EE", "ru"}, {"UA", "uk"}, {"LT", "lt"}, {"CN", "zh"}, {"TH", "th"}, {"ER", "ti"},
        {"ET", "ti"}, {"IQ", "ar"}, {"DZ", "ar"}, {"MA", "ar"}, {"AF", "fa"}, {"AL", "sq"}, {"VN", "vi"}};
    auto found = spoken.find(country);
    return found == spoken.end() ? "en" : found->second;
}

MadeUpName made_up_name(std::string_view language, bool man, Dice& dice) {
    const auto& p = parts_of(language);
    const Part &start = one(p.starts, dice), &end = one(man ? p.men : p.women, dice), &family = one(p.families, dice), &last = one(p.ends, dice);
    return {joined(std::string(start.native) + end.native, std::string(family.native) + last.native, p.between, p.family_first),
            joined(std::string(start.latin) + end.latin, std::string(family.latin) + last.latin, " ", p.family_first)};
}

std::string heard_otherwise(const MadeUpName& name, Dice& dice) {
    std::string s = name.latin;
    size_t space = s.find(' ');
    size_t at = 1 + size_t(dice.below(int(space == std::string::npos ? s.size() - 1 : space - 1)));
    switch (dice.below(5)) {
        case 0: return space == std::string::npos ? s : s.substr(space + 1) + " " + s.substr(0, space);
        case 1: return s.insert(at, 1, s[at]);
        case 2: return s.erase(at, 1);
        case 3: {
            constexpr std::string_view from = "aeiouckz", to = "oiaeokcs";
            for (size_t i = at; i < s.size(); ++i)
                if (size_t k = from.find(s[i]); k != std::string_view::npos) return s[i] = to[k], s;
            return s + "a";
        }
        default: return name.native == name.latin ? s.erase(at, 1) : s;
    }
}

bool is_made_up_name(std::string_view text) {
    auto same = [&](const std::string& name) { return name == text; };
    return std::any_of(made_up_parts().begin(), made_up_parts().end(), [&](auto& p) { return any_name(p, false, same) || any_name(p, true, same); });
}

std::vector<std::string> all_made_up_names() {
    std::vector<std::string> list;
    for (const auto& p : made_up_parts()) any_name(p, true, [&](std::string name) { return list.push_back(std::move(name)), false; });
    return list;
}

}  // namespace soria::app::demo
