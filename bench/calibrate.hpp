#pragma once
#include "tools.hpp"

namespace soria::bench {
object calibrate();
}
