#pragma once
// The same work on every machine and in every report: a radix sort of 10^8 keys, a scan of 100 MB of CSV.
#include "tools.hpp"

namespace soria::bench {
object calibrate();
}
