#pragma once
// Names of the value types that an event's fields may have, as docs/format/ledger.md specifies their bytes. The list is
// closed, like codec's: a type without a name here does not compile as a field. Fingerprints of released events hold
// these names, so a name is for ever.
#include <string>

#include "base/core/codec.hpp"

namespace soria::domain {

template <class T> struct TypeName;
template <class T> std::string type_name() { return TypeName<T>::text(); }

template <> struct TypeName<bool> { static std::string text() { return "bool"; } };
template <> struct TypeName<int32_t> { static std::string text() { return "int32"; } };
template <> struct TypeName<int64_t> { static std::string text() { return "int64"; } };
template <> struct TypeName<std::string> { static std::string text() { return "text"; } };
template <> struct TypeName<Nok> { static std::string text() { return "nok"; } };
template <> struct TypeName<MeasureRef> { static std::string text() { return "measure"; } };
template <> struct TypeName<Name> { static std::string text() { return "name"; } };
template <> struct TypeName<AgencyRef> { static std::string text() { return "agency"; } };
template <> struct TypeName<ServiceRef> { static std::string text() { return "service"; } };
template <> struct TypeName<ListRef> { static std::string text() { return "indicator-list"; } };
template <> struct TypeName<IndicatorRef> { static std::string text() { return "indicator"; } };
template <> struct TypeName<ClassRef> { static std::string text() { return "class"; } };
template <> struct TypeName<CountryRef> { static std::string text() { return "country"; } };
template <> struct TypeName<LanguageRef> { static std::string text() { return "language"; } };
template <> struct TypeName<RuleRef> { static std::string text() { return "rule"; } };
template <FixedString List> struct TypeName<Code<List>> {
    static std::string text() { return "code(" + std::string(std::string_view(List)) + ")"; }
};
template <> struct TypeName<Date> { static std::string text() { return "date"; } };
template <> struct TypeName<Month> { static std::string text() { return "month"; } };
template <> struct TypeName<Happened> { static std::string text() { return "happened"; } };
template <> struct TypeName<Id> { static std::string text() { return "id"; } };
template <> struct TypeName<ReportId> { static std::string text() { return "id(report)"; } };
template <> struct TypeName<PersonId> { static std::string text() { return "id(person)"; } };
template <> struct TypeName<CaseId> { static std::string text() { return "id(case)"; } };
template <> struct TypeName<HouseId> { static std::string text() { return "id(house)"; } };
template <> struct TypeName<ListId> { static std::string text() { return "id(list)"; } };
template <> struct TypeName<MatchId> { static std::string text() { return "id(match)"; } };
template <> struct TypeName<SubjectId> { static std::string text() { return "id(subject)"; } };
template <class T> struct TypeName<std::optional<T>> { static std::string text() { return "optional(" + type_name<T>() + ")"; } };
template <class T> struct TypeName<std::vector<T>> { static std::string text() { return "list(" + type_name<T>() + ")"; } };
// A struct is named by what it holds: its bytes are its fields in their order.
template <codec::DescribedStruct T> struct TypeName<T> {
    static std::string text() {
        std::string s;
        boost::mp11::mp_for_each<members_of<T>>([&](auto D) {
            using M = std::remove_cvref_t<decltype(std::declval<T>().*D.pointer)>;
            s += (s.empty() ? "" : ", ") + std::string(D.name) + " " + type_name<M>();
        });
        return "struct(" + s + ")";
    }
};

}  // namespace soria::domain
