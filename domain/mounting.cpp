#include "domain/mounting.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "domain/foreign_text.hpp"

namespace sacrum {
namespace {

struct Term {
    Eigen::Vector3d pelvis_direction = Eigen::Vector3d::Zero();
    Eigen::Vector3d sensor_axis = Eigen::Vector3d::Zero();
};

std::optional<Eigen::Vector3d> direction_by_word(std::string_view word) {
    if (word == "forward") return Eigen::Vector3d::UnitX();
    if (word == "backward") return Eigen::Vector3d(-1.0, 0.0, 0.0);
    if (word == "left") return Eigen::Vector3d::UnitY();
    if (word == "right") return Eigen::Vector3d(0.0, -1.0, 0.0);
    if (word == "up") return Eigen::Vector3d::UnitZ();
    if (word == "down") return Eigen::Vector3d(0.0, 0.0, -1.0);
    return std::nullopt;
}

std::optional<Eigen::Vector3d> axis_by_name(std::string_view name) {
    double sign = 1.0;
    if (!name.empty() && (name.front() == '+' || name.front() == '-')) {
        sign = name.front() == '-' ? -1.0 : 1.0;
        name.remove_prefix(1);
    }
    if (name.size() != 1 || name.front() < 'x' || name.front() > 'z') return std::nullopt;
    return Eigen::Vector3d(sign * Eigen::Vector3d::Unit(name.front() - 'x'));
}

std::optional<Term> parse_term(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto direction = direction_by_word(text.substr(0, equals));
    const auto axis = axis_by_name(text.substr(equals + 1));
    if (!direction || !axis) return std::nullopt;
    return Term{*direction, *axis};
}

}  // namespace

Result<DeclaredMounting> parse_mounting(std::string_view text) {
    const auto refuse = [&] {
        return fail(ErrorKind::usage,
                    "mounting \"" + quotable(text) +
                        "\" cannot be read; name two directions at right angles with their sensor "
                        "axes, as in up=+x,left=+y");
    };
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return refuse();
    const auto first = parse_term(text.substr(0, comma));
    const auto second = parse_term(text.substr(comma + 1));
    if (!first || !second) return refuse();
    if (std::abs(first->pelvis_direction.dot(second->pelvis_direction)) > 0.5) return refuse();
    if (std::abs(first->sensor_axis.dot(second->sensor_axis)) > 0.5) return refuse();

    // Two right-handed triads of matching directions; the rotation carries one into the other.
    Eigen::Matrix3d pelvis;
    Eigen::Matrix3d sensor;
    pelvis << first->pelvis_direction, second->pelvis_direction,
        first->pelvis_direction.cross(second->pelvis_direction);
    sensor << first->sensor_axis, second->sensor_axis, first->sensor_axis.cross(second->sensor_axis);
    const Eigen::Matrix3d pelvis_from_sensor = pelvis * sensor.transpose();
    return DeclaredMounting{Rotation<Pelvis, Sensor>::of(pelvis_from_sensor), std::string(text)};
}

}  // namespace sacrum
