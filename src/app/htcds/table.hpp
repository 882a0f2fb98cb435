#pragma once
// A file of the standard: which column is which field, and each row's cells by the field's name.
#include <map>
#include <string>
#include <vector>

#include "app/htcds/standard.hpp"

namespace soria::app::htcds {

struct Row {
    size_t line = 0;
    std::map<std::string, std::string, std::less<>> cells;    // standard's name -> text; no empty ones
    std::string record;                                       // what the survey's tools call a record, when a column says it
    std::string place(std::string_view column) const { return std::to_string(line) + ":" + std::string(column); }
};

struct Table {
    std::vector<Row> rows;
    std::vector<Error> faults;                                // of rows, with line and column
    std::vector<std::string> columns, strangers;              // fields that are there; columns that are none of the standard's
    std::map<std::string, size_t> not_held;                   // field that Soria does not hold -> cells that say something
};

// A header's fault fails; a row's fault is kept with its place and the next row read.
Result<Table> read_table(const Standard&, std::string_view text);

// The values of a picklist of several: between semicolons, or between spaces as the survey's tools write them.
std::vector<std::string> several(std::string_view cell);

}  // namespace soria::app::htcds
