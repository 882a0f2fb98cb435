#include <doctest/doctest.h>

#include "engines/matching/fold.hpp"
#include "engines/matching/names.hpp"
#include "engines/matching/testing/people.hpp"

using namespace soria;
using namespace soria::matching;

namespace {
// Every row's cells with a bar between them, fed in chunks of that size; a fault ends it.
std::string fed(std::string_view text, size_t chunk) {
    std::string out;
    CsvFeed feed([&](std::span<const std::string_view> cells, size_t line) -> Status {
        out += std::to_string(line) + " ";
        for (size_t i = 0; i < cells.size(); ++i) out += (i ? "|" : "") + std::string(cells[i]);
        out += "\n";
        return {};
    });
    Status ok;
    for (size_t at = 0; ok && at < text.size(); at += chunk) ok = feed.feed(text.substr(at, chunk));
    if (ok) ok = feed.finish();
    return ok ? out : out + "! " + ok.error().text();
}
uint8_t level(Family f, std::string_view a, std::string_view b) {
    Store s;
    uint32_t x = s.intern(a, f), y = s.intern(b, f);
    CHECK(level_of(f, s, x, y) == level_of(f, s, y, x));
    return level_of(f, s, x, y);
}
// The distance by its definition, for small strings.
int slow_edits(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i)
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return std::min(3, d[a.size()][b.size()]);
}
}  // namespace

TEST_CASE("CSV in chunks of any size is the same rows") {
    std::string text = "\xEF\xBB\xBFid,name\r\n1,\"a,\"\"b\"\"\nc\"\n\n2, \xC3\x85se \n3,";
    for (size_t chunk : {3, 5, 1000}) CHECK(fed(text, chunk) == "1 id|name\n2 1|a,\"b\"\nc\n5 2|\xC3\x85se\n6 3|\n");
    CHECK(fed("a;b\n1;2\n", 2) == "1 a|b\n2 1|2\n");
}

TEST_CASE("CSV that is wrong says its line") {
    CHECK(fed("a,b\n1,\"x\n", 4).find("line 2: a quote is not closed") != std::string::npos);
    CHECK(fed("a,b\n1,J\xF8rgen\n", 4).find("line 2: is not UTF-8") != std::string::npos);
    CHECK(fed(std::string("a,b\n1,\0\n", 8), 4).find("line 2: a NUL byte") != std::string::npos);
    CHECK(fed("a\n" + std::string(1 << 20, 'x'), 4096).find("line 2: a row has at most") != std::string::npos);
    CHECK(fed("a\n" + std::string(20'000, 'x') + "\n", 4096).find("line 2, column 1: a cell has at most") != std::string::npos);
}

TEST_CASE("names of every script fold to one spelling") {
    CHECK(fold("  \xC3\x85se  Bj\xC3\xB8rnstad-O'Neil ") == "ase bjornstad oneil");
    CHECK(fold("\xD0\xA2\xD0\xB0\xD1\x82\xD1\x8C\xD1\x8F\xD0\xBD\xD0\xB0") == "tatana");
    CHECK(sound_key(fold("\xCE\x93\xCE\xB9\xCF\x8E\xCF\x81\xCE\xB3\xCE\xBF\xCF\x82")) == sound_key("giorgos"));
    CHECK(sound_key("mohammed") == sound_key("muhamad"));
    CHECK(sound_key("li") == "");
}

TEST_CASE("a Chinese or Korean name is parted after its family name, with a blank or without") {
    struct Case { const char *name, *family, *given; };
    for (auto [name, family, given] : {Case{"王小明", "wang", "xiaoming"}, {"王 小明", "wang", "xiaoming"}, {"李梅", "li", "mei"}, {"欧阳修", "ouyang", "xiu"}, {"歐陽明月", "ouyang", "mingyue"},
                                       {"김민수", "gim", "minsu"}, {"김　민수", "gim", "minsu"}, {"남궁민", "namgung", "min"}}) {
        auto n = family_first(name);
        REQUIRE_MESSAGE(n, name);
        CHECK(fold_name(n->family) == family);
        CHECK(fold_name(n->given) == given);
    }
    for (const char* other : {"", "王", "Wang Xiaoming", "王-Smith", "마리아 산토스", "阿不都热合曼", "\xE7\x8E", "محمد"}) CHECK_MESSAGE(!family_first(other), other);
    CHECK(fold_name("Wang 小明") == "wang xiaoming");
    CHECK(normal(Kind::surname, "欧阳") == "ouyang");
    CHECK(normal(Kind::address, "北京 路") == "bei jing lu");

    std::string csv = "unique_id,name,born\n";
    const char* names[] = {"王小明", "Xiaoming Wang", "Wang Xiaoming", "李梅", "김민수", "张伟", "刘洋", "陈静"};
    for (int i = 0; i < 8; ++i) csv += std::to_string(i) + "," + names[i] + ",198" + std::to_string(i < 3 ? 0 : i) + "-03-1" + std::to_string(i < 3 ? 0 : i) + "\n";
    auto t = table_of(csv);
    REQUIRE(t);
    int given = t->find(Kind::given), surname = t->find(Kind::surname);
    REQUIRE(given >= 0);
    REQUIRE(surname >= 0);
    CHECK(t->row(0)[given] == t->row(1)[given]);
    CHECK(t->row(0)[surname] == t->row(1)[surname]);
    auto m = matched(*t);
    CHECK(m.cluster[0] == m.cluster[1]);
    CHECK(m.cluster[0] == m.cluster[2]);               // the names changed places
    CHECK(m.persons == 6);
    // A column of nothing else is one of whole names, too.
    auto whole = table_of("unique_id,name\n1,王小明\n2,김민수\n3,李梅\n");
    REQUIRE(whole);
    CHECK(whole->find(Kind::given) >= 0);
}

TEST_CASE("a name in a script that ICU writes in no other is the same as itself and as no other") {
    // Khmer, Lao, Sinhala, Tibetan and N'Ko: two names each.
    constexpr std::pair<const char*, const char*> names[] = {{"\u179F\u17BB\u1781", "\u1785\u17B6\u1793\u17CB"}, {"\u0EAA\u0EBB\u0EA1", "\u0E84\u0EB3"},
        {"\u0DB1\u0DD2\u0DB8\u0DBD\u0DCF", "\u0D9A\u0DB8\u0DBD\u0DCA"}, {"\u0F56\u0F66\u0F7C\u0F51", "\u0F5F\u0FB3\u0F0B\u0F56"}, {"\u07DD\u07E1\u07CA", "\u07DE\u07D0\u07EC"}};
    for (auto [one, another] : names) {
        CHECK(fold(one).size() >= 4);
        CHECK(fold(one) == fold(std::string(" ") + one));
        CHECK(fold(one) != fold(another));
    }
}

TEST_CASE("the distance of two strings is the one of its definition") {
    uint64_t state = 5;
    auto word = [&] {
        std::string s;
        size_t n = (state = mix(state, 3)) % 9;
        for (size_t i = 0; i < n; ++i) s += char('a' + (state = mix(state, 3)) % 3);
        return s;
    };
    for (int i = 0; i < 20'000; ++i) {
        auto a = word(), b = word();
        int e = edits(a, b);
        REQUIRE_MESSAGE(e == slow_edits(a, b), a << " " << b);
        if (e <= 2) REQUIRE(few_bits(letter_mask(a) ^ letter_mask(b)));
        if (!a.empty() && !b.empty())
            REQUIRE(jaro_winkler_at_most(int(a.size()), letter_mask(a), int(b.size()), letter_mask(b), a[0] == b[0] ? 4 : 0) >= jaro_winkler(a, b) - 1e-9);
    }
    CHECK(jaro_winkler("martha", "marhta") == doctest::Approx(0.9611).epsilon(0.001));
    CHECK(jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.8133).epsilon(0.001));
}

TEST_CASE("levels of names") {
    auto names = [](auto a, auto b) { return level(Family::words, a, b); };
    CHECK(names("allen", "allen") == exact);
    CHECK(names("allen", "alen") == edit_short);
    CHECK(names("robinson", "robinsom") == edit_middle + (std::string("robinsom").size() >= 8 ? edit_long - edit_middle : 0));
    CHECK(names("r", "robert") == initial);
    CHECK(names("rob", "robert") == part);
    CHECK(names("anna maria", "maria") == part);
    CHECK(names("mohammed", "muhamad") == sound_short);
    CHECK(names("grace", "alan") == other);
}

TEST_CASE("scripts without vowels are compared by their consonants") {
    auto names = [](auto raw_a, auto raw_b) {
        Store s;
        auto put = [&](std::string_view raw) { return s.intern(normal(Kind::given, raw), Family::words, unvowelled(raw)); };
        uint32_t a = put(raw_a), b = put(raw_b);
        CHECK(level_of(Family::words, s, a, b) == level_of(Family::words, s, b, a));
        return level_of(Family::words, s, a, b);
    };
    for (auto [native, latin] : {std::pair{"\u0645\u062D\u0645\u062F", "Mohammed"}, {"\u0627\u0644\u0631\u0634\u064A\u062F", "Al-Rashid"}, {"\u0627\u0644\u0631\u0634\u064A\u062F", "Ar-Rashid"},
                                 {"\u0645\u0631\u064A\u0645", "Maryam"}, {"\u0645\u0646\u0635\u0648\u0631", "Mansour"}, {"\u0641\u0627\u0637\u0645\u0629", "Fatima"}, {"\u062D\u0633\u064A\u0646", "Hussein"},
                                 {"\u064A\u0648\u0633\u0641", "Youssef"}, {"\u0639\u0628\u062F \u0627\u0644\u0644\u0647", "Abdullah"}, {"\u0E2A\u0E21\u0E0A\u0E32\u0E22", "Somchai"}, {"\u0E43\u0E08\u0E14\u0E35", "Jaidee"}}) {
        uint8_t level = names(native, latin);
        CHECK_MESSAGE((level_of_sound(Family::words, level) || level <= edit_short), latin << " " << normal(Kind::given, native) << " " << int(level));
    }
    CHECK(names("\u0645\u062D\u0645\u062F", "Hussein") == other);
    CHECK(names("mhsn", "mohsin") != consonants);      // only where the script has no vowels
    CHECK(skeleton("al rashid") == skeleton("alrshyd"));
    CHECK(skeleton("ali") == "");
    // What sounds the same never counts as if it were different.
    auto t = table_of(some_people(400, 13));
    REQUIRE(t);
    auto m = matched(*t);
    for (auto& l : m.model.attributes) l.m[sound_long] = l.m[sound_short] = 1e-9;
    Scorer s(*t, m.model, distinct_rows(*t));
    size_t given = size_t(t->find(Kind::given));
    auto& store = t->stores[t->attributes[given].store];
    uint32_t x = store.intern("mohammed", Family::words), y = store.intern("muhamad", Family::words);
    s.grow();
    CHECK(s.bits(given, x, y) >= 0);
}

TEST_CASE("dates as people write them") {
    for (auto text : {"13 Feb 1990", "February 13, 1990", "13. februar 1990", "13.2.90", "13021990", "13/02/1990", "1990/2/13", "13th of February 1990", "13-feb-90", "13 f\u00E9vrier 1990", "Feb 13 1990",
                      "\u0661\u0663/\u0660\u0662/\u0661\u0669\u0669\u0660", "1990\u5E742\u670813\u65E5", "1990-02-13T08:00", "13.02.1990 08:00", "13. 2. 1990"})
        CHECK_MESSAGE(normal(Kind::date, text) == "1990-02-13", text << " " << normal(Kind::date, text));
    CHECK(normal(Kind::date, "02.1990") == "1990-02");
    CHECK(normal(Kind::date, "Feb 1990") == "1990-02");
    // Two digits are never in the future.
    CHECK(normal(Kind::date, "13.2.05", date_of(2006, 3, 1)) == "2005-02-13");
    CHECK(normal(Kind::date, "13.2.06", date_of(2006, 3, 1)) == "2006-02-13");
    CHECK(normal(Kind::date, "13.4.06", date_of(2006, 3, 1)) == "1906-04-13");
    for (auto text : {"31.2.1990", "13 Febtober", "Feb", "13.13.1990", "1234567", "13 Feb Mar 1990", "about 1990"}) CHECK_MESSAGE(normal(Kind::date, text) == "", text);
    auto t = table_of("unique_id,first_name,dob\n1,a,1990-02-13\n2,\"b\nc\",\n3,d,soon\n4,e,unknown\n5,f,1990-13-13\n6,g,1980\n7,h,1981-01-05\n");
    REQUIRE(t);
    REQUIRE(t->misread.size() == 1);
    CHECK(t->misread[0].values == 2);
    CHECK(t->misread[0].of == 6);
    CHECK(t->misread[0].first == "line 5");
}

TEST_CASE("levels of dates") {
    auto dates = [](auto a, auto b) { return level(Family::date, normal(Kind::date, a), normal(Kind::date, b)); };
    CHECK(dates("1971-06-24", "24.06.1971") == exact);
    CHECK(dates("19710624", "1971-06-24T00:00") == exact);
    CHECK(dates("1971-06-05", "1971-05-06") == day_month_swapped);
    CHECK(dates("1971-06-24", "1971-01-01") == day_unknown);
    CHECK(dates("1971-06-24", "1971-06") == day_unknown);
    CHECK(dates("1971-06-24", "1971") == day_unknown);
    CHECK(dates("1971-06-24", "1972-01") == other);
    CHECK(dates("1971-01-01", "1971-01-01") == exact);
    CHECK(dates("1980-01-01", "1999-01-01") == other);         // of neither is more known than the year
    CHECK(dates("1971-06-24", "1971-06-25") == one_digit);
    CHECK(dates("1971-06-24", "1962-11-13") == other);
    CHECK(normal(Kind::date, "1971-02-30") == "");
    CHECK(normal(Kind::date, "tomorrow") == "");
}

TEST_CASE("what a column holds is found out from its name and its content") {
    auto t = table_of("unique_id,cluster,Fornavn,last name,born,e-mail,tlf,passport no,kjønn,note,x\n"
                      "1,7,Kari,Berg,1980-02-03,k@a.no,+4791234567,N1234,kvinne,cook,\n"
                      "2,7,Ola,Dahl,1981-02-03,o@a.no,+4791234568,N1235,mann,nurse,\n");
    REQUIRE(t);
    std::string kinds;
    for (const auto& a : t->attributes) kinds += a.name + "=" + std::string(name_of(a.kind)) + " ";
    CHECK(kinds == "Fornavn=given born=date e-mail=email kj\xC3\xB8nn=sex last name=surname note=sex passport no=document tlf=phone ");
    CHECK(t->passed_over == std::vector<std::string>{"x: nothing to compare"});
    CHECK(table_of("unique_id,name\n1,\"Allen, Robert\"\n2,Robert Allen\n")->attributes.size() == 2);
}

TEST_CASE("headings of several languages are understood, and else the values say it") {
    auto kinds = [](const std::string& csv) {
        auto t = table_of(csv);
        REQUIRE(t);
        std::string out;
        for (const auto& a : t->attributes) out += (out.empty() ? "" : " ") + a.name + "=" + std::string(name_of(a.kind));
        return out;
    };
    auto with = [&](const std::string& header) {
        return kinds("unique_id," + header + "\n1,Kari,Berg,1980-02-03,99887766,Gate 4,Oslo,N1,no\n2,Ola,Dahl,1981-03-04,99887755,Vei 5,Moss,N2,en\n");
    };
    CHECK(with("first,last,birth,cell,addr,Poststed,Pass nr,mothertongue") == "Pass nr=document Poststed=place addr=address birth=date cell=phone first=given last=surname mothertongue=language");
    CHECK(with("fname,family,DOB,mobil,adresse,by,pass_no,morsm\u00E5l") == "DOB=date adresse=address by=place family=surname fname=given mobil=phone morsm\u00E5l=language pass_no=document");
    CHECK(with("Vorname,Nachname,Geburtsdatum,Handy,Anschrift,Ort,Reisepass,Muttersprache") ==
          "Anschrift=address Geburtsdatum=date Handy=phone Muttersprache=language Nachname=surname Ort=place Reisepass=document Vorname=given");
    CHECK(with("Pr\u00E9nom,Nom,Date de naissance,Portable,Adresse,Ville,Passeport,Langue") ==
          "Adresse=address Date de naissance=date Langue=language Nom=surname Passeport=document Portable=phone Pr\u00E9nom=given Ville=place");
    CHECK(with("Nombre,Apellidos,Fecha de nacimiento,M\u00F3vil,Direcci\u00F3n,Ciudad,Pasaporte,Idioma") ==
          "Apellidos=surname Ciudad=place Direcci\u00F3n=address Fecha de nacimiento=date Idioma=language M\u00F3vil=phone Nombre=given Pasaporte=document");
    CHECK(with("f\u00F6rnamn,efternamn,f\u00F6delsedatum,telefon,gata,postort,pass,spr\u00E5k") ==
          "efternamn=surname f\u00F6delsedatum=date f\u00F6rnamn=given gata=address pass=document postort=place spr\u00E5k=language telefon=phone");
    // No heading says anything.
    std::string csv = "unique_id,c1,c2,c3,c4,c5,c6\n";
    for (int i = 0; i < 200; ++i) {
        auto name = [](int n) { return std::string(1, char((n % 2 ? 'A' : 'a') + n % 26)) + "e" + char('a' + n / 26) + "u"; };
        csv += std::to_string(i) + "," + name(i * 7 % 200) + "," + name(i % 40) + "," + std::to_string(1 + i % 28) + "/12/" + std::to_string(1950 + i % 50) + ",a" + std::to_string(i % 190) + "@x.no,+4799" +
               std::to_string(100000 + i % 190) + ",A12" + std::to_string(1000 + i % 190) + "\n";
    }
    CHECK(kinds(csv) == "c1=surname c2=given c3=date c4=email c5=phone c6=document");
    auto t = table_of(csv);
    CHECK(std::string(t->attributes[0].because) == "by its values");
}

TEST_CASE("tables that are wrong are refused") {
    auto because = [](std::string_view csv) { return table_of(csv).error().because; };
    CHECK(because("") == "the file is empty");
    CHECK(because("a,b\n1,2\n").find("no column 'unique_id'") == 0);
    CHECK(because("unique_id,a\n1,x\n1,y\n") == "the id '1' stands twice");
    CHECK(because("unique_id,a\n,x\n") == "has no id");
    CHECK(because("unique_id,a,a\n1,x,y\n") == "the column 'a' stands twice");
    CHECK(because("unique_id,a\n1\n") == "has 1 cells, the header has 2");
}

TEST_CASE("where there are more columns than are compared, those stay that say most of who somebody is") {
    std::string csv = "unique_id,aa,ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al,surname,given_name,dob,phone\n";
    for (int i = 0; i < 60; ++i) {
        csv += std::to_string(i);
        for (int k = 0; k < 12; ++k) csv += "," + std::string(1, char('a' + mix(uint64_t(i), uint64_t(k)) % 9)) + "word";
        csv += ",Surname" + std::string(1, char('a' + i / 2 % 26)) + "b,Given" + std::string(1, char('a' + i / 2 % 7)) + ",1980-02-" + std::to_string(10 + i / 2 % 15) + ",4770" + std::to_string(1000 + i / 2) + "\n";
    }
    auto t = table_of(csv);
    REQUIRE(t);
    CHECK(t->width() == attributes_max);
    for (auto k : {Kind::given, Kind::surname, Kind::date, Kind::phone}) CHECK(t->find(k) >= 0);
    CHECK(t->attributes.front().name == "aa");         // the first of those that say as much
    CHECK(t->passed_over == std::vector<std::string>{"al: too many columns", "ak: too many columns", "aj: too many columns", "ai: too many columns"});
}

TEST_CASE("of a small file every pair is looked at, also where no pass would have found it") {
    auto t = table_of("unique_id,given_name,surname,dob,city\n1,Adaa,Obi,1990-02-03,Oslo\n2,Ada,Obi,1990-02-03,Oslo\n");
    REQUIRE(t);
    auto m = matched(*t);
    CHECK(m.every_pair);
    CHECK(m.looked_at == 1);
    CHECK(m.persons == 1);
    auto large = table_of(some_people(900, 4));
    REQUIRE(large);
    REQUIRE(large->rows > 1000);
    CHECK_FALSE(matched(*large).every_pair);
}

TEST_CASE("columns that say nothing of who somebody is take nothing away, whatever they are called") {
    auto csv = some_people(900, 15);
    auto f1_of = [](const std::string& text) {
        auto t = table_of(text);
        REQUIRE(t);
        auto m = matched(*t);
        std::vector<uint32_t> labels;
        for (size_t r = 0; r < t->rows; ++r) labels.push_back(uint32_t(std::stoul(t->ids.text(r))));
        return agreement(m.cluster, labels).f1();
    };
    std::string with;
    uint64_t line = 0;
    for (char c : csv) {
        if (c != '\n') {
            with += c;
            continue;
        }
        auto drawn = [&](uint64_t what, uint64_t n) { return std::to_string(mix(line, what) % n); };
        if (line == 0) with += ",case_document,date_of_entry,caseworker_name,room\n";
        else with += "," + drawn(1, 1'000'000) + ",20" + std::to_string(10 + mix(line, 2) % 15) + "-0" + std::to_string(1 + mix(line, 3) % 9) + "-" + std::to_string(10 + mix(line, 4) % 19) + ",Worker " + drawn(5, 3) + "," + drawn(6, 1000) + "\n";
        ++line;
    }
    double without = f1_of(csv), noisy = f1_of(with);
    CHECK_MESSAGE(noisy > without - 0.01, without << " " << noisy);
    CHECK(without > 0.97);
}

TEST_CASE("a passport is compared though nobody's stands twice, and twins with two are two; a number of each row is passed over") {
    std::string csv = "unique_id,number,passport,given_name,surname,dob,phone\n";
    for (int i = 0; i < 160; ++i) {
        int person = i < 140 ? i : i - 140;            // the last twenty are the first twenty's twins
        auto word = [&](uint64_t what, size_t n) {
            std::string w;
            for (size_t k = 0; k < n; ++k) w += "kalominerusotavibego"[mix(uint64_t(person), what + k) % 10 * 2], w += "kalominerusotavibego"[mix(uint64_t(person), what + k) % 10 * 2 + 1];
            return w;
        };
        csv += std::to_string(i) + ",70" + std::to_string(1000 + i) + ",N" + std::to_string(1'000'000 + mix(uint64_t(i), 8) % 9'000'000) + "," + (i < 140 ? word(20, 3) : word(40, 3)) + "," + word(60, 4) + ",19" + std::to_string(70 + person % 30) + "-0" +
               std::to_string(1 + person % 9) + "-1" + std::to_string(person % 10) + ",479" + std::to_string(10'000 + person) + "\n";
    }
    auto t = table_of(csv);
    REQUIRE(t);
    CHECK(t->passed_over == std::vector<std::string>{"number: another value in each row"});
    int document = t->find(Kind::document);
    REQUIRE(document >= 0);
    CHECK(t->attributes[size_t(document)].name == "passport");
    CHECK(matched(*t).persons >= 158);
}
