#pragma once
// What a JSON Schema is put together from.
#include <initializer_list>
#include <string>
#include <vector>

#include "base/json_out.hpp"

namespace soria::app::shapes {

using json::bj::array;
using json::bj::object;

inline object of_type(const char* type) { return {{"type", type}}; }
inline object text() { return of_type("string"); }
inline object whole() { return of_type("integer"); }
inline object or_null(const char* type) { return {{"type", json::encode(std::vector<std::string>{type, "null"})}}; }
inline object yes_no() { return of_type("boolean"); }
inline object day() { return {{"type", "string"}, {"format", "date"}}; }
inline object list_of(object items) { return {{"type", "array"}, {"items", std::move(items)}}; }
inline object map_of(object values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }
inline object one_of(std::initializer_list<const char*> values) {
    array a;
    for (const char* v : values) a.push_back(json::bj::string(v));
    return {{"type", "string"}, {"enum", std::move(a)}};
}

// An object with these properties and no others.
class Shape {
public:
    Shape& must(const char* name, object schema) {
        required_.push_back(json::bj::string(name));
        return may(name, std::move(schema));
    }
    Shape& may(const char* name, object schema) {
        properties_[name] = std::move(schema);
        return *this;
    }
    Shape& must(std::initializer_list<const char*> names, const object& schema) {
        for (const char* n : names) must(n, schema);
        return *this;
    }
    Shape& may(std::initializer_list<const char*> names, const object& schema) {
        for (const char* n : names) may(n, schema);
        return *this;
    }
    Shape& without(const char* name) {
        properties_.erase(name);
        return *this;
    }
    operator object() const {
        object o{{"type", "object"}, {"properties", properties_}, {"additionalProperties", false}};
        if (!required_.empty()) o["required"] = required_;
        return o;
    }

private:
    object properties_;
    array required_;
};

}  // namespace soria::app::shapes
