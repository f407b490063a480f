// Contacts, strides and turns as messages. Numbers are rounded to a millionth of their unit.
#pragma once

#include <google/protobuf/descriptor.h>

#include <array>
#include <optional>

#include "domain/calibration.hpp"
#include "domain/gait_event.hpp"
#include "domain/live_contact.hpp"
#include "domain/metric.hpp"
#include "domain/stride.hpp"
#include "proto/live.pb.h"

namespace sacrum::sinks {

double to_millionth(double number);
double seconds(Duration duration);
double seconds(SessionTime time);

// Of proto::StrideMetrics, by metric.
const std::array<const google::protobuf::FieldDescriptor*, kMetricCount>& fields_of_measures();

proto::Side to_message(std::optional<Side> side);
proto::GaitMode to_message(GaitMode mode);
proto::StrideFlaw to_message(StrideFlaw flaw);
proto::Stride to_message(const Stride& stride);
proto::GaitEvent to_message(const GaitEvent& event);
proto::LiveContact to_message(const LiveContact& contact);
proto::Turn to_message(const Turn& turn);
proto::CalibrationResult to_message(const Calibration& calibration);

}  // namespace sacrum::sinks
