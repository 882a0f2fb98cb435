// What made-up data follow (demonstration.yaml).
#include "pack/yaml.hpp"

namespace soria::pack {

void read_demonstration(Entry& e, Pack& p) {
    constexpr int64_t count_max = 1'000'000;
    DemonstrationFigure f;
    f.id = e.id("figure of the demonstration");
    f.name = e.text("name");
    std::set<std::string> ids;
    int64_t sum = 0;
    e.each("values", [&](const YAML::Node& n) {
        Entry v(e.reading(), n, "a value");
        DemonstrationValue value{v.str("id"), v.number("n", 0, count_max)};
        if (!ids.insert(value.id).second) v.fault("the value '" + value.id + "' is there twice", "id");
        sum += value.n;
        f.values.push_back(std::move(value));
    }, false);
    if (e.has("values") == e.has("percent")) e.fault("a figure has 'values' or 'percent'");
    if (e.has("values") && sum == 0) e.fault("nothing could be drawn from these values", "values");
    f.percent = int(e.number("percent", 0, 100, false));
    f.basis = e.basis();
    p.demonstration.push_back(std::move(f));
}

}  // namespace soria::pack
