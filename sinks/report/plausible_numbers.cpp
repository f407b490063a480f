#include "sinks/report/plausible_numbers.hpp"

#include <google/protobuf/descriptor.h>

#include <cmath>
#include <vector>

namespace sacrum::sinks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr double kLargestNumber = 1e9;  // thirty years in seconds

bool is_plausible(double number) { return std::abs(number) <= kLargestNumber; }  // false of NaN

}  // namespace

bool has_plausible_numbers(const Message& message) {
    const auto& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
        const bool is_number = field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
        if (!is_number && field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
        if (!field->is_repeated()) {
            if (is_number ? !is_plausible(reflection.GetDouble(message, field))
                          : !has_plausible_numbers(reflection.GetMessage(message, field)))
                return false;
            continue;
        }
        for (int i = 0; i < reflection.FieldSize(message, field); ++i)
            if (is_number ? !is_plausible(reflection.GetRepeatedDouble(message, field, i))
                          : !has_plausible_numbers(reflection.GetRepeatedMessage(message, field, i)))
                return false;
    }
    return true;
}

}  // namespace sacrum::sinks
