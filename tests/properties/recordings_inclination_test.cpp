// Inclination against optical references, on the developer recordings where they are there.
#include <Eigen/SVD>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "dsp/offline_orientation.hpp"
#include "dsp/orientation_filter.hpp"
#include "firmware_bridge/import/csv_reader.hpp"

namespace sacrum::dsp {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
    const char* const said = std::getenv("SACRUM_DATA");
    return said != nullptr ? fs::path(said) : fs::path(SACRUM_SOURCE_DIR) / ".." / "shared" / "data";
}

// The files of that beginning, without .imu.csv; says so where there are none.
std::vector<std::string> recordings(const std::string& beginning) {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder(), error)) {
        const std::string path = entry.path().string();
        if (entry.path().filename().string().starts_with(beginning) && path.ends_with(".imu.csv"))
            found.push_back(path.substr(0, path.size() - std::string(".imu.csv").size()));
    }
    if (found.empty()) WARN("no recordings " << beginning << "* in " << folder() << ": not tried on them");
    return found;
}

struct Vertical {
    double time = 0.0;   // s
    Eigen::Vector3d up;  // in sensor axes
};

// t_s,qw,qx,qy,qz[,moving]: what the cameras saw, where they saw it and the sensor moved.
std::vector<Vertical> reference(const std::string& name) {
    std::ifstream file(name + ".pose.csv");
    std::string line;
    std::getline(file, line);
    std::vector<Vertical> verticals;
    while (std::getline(file, line)) {
        double cells[6] = {0, 0, 0, 0, 0, 1};  // moving where no column says otherwise
        const char* at = line.c_str();
        for (double& cell : cells) {
            char* end = nullptr;
            const double value = std::strtod(at, &end);
            if (end == at) break;
            cell = value;
            at = *end == ',' ? end + 1 : end;
        }
        const Eigen::Quaterniond attitude(cells[1], cells[2], cells[3], cells[4]);
        if (!attitude.coeffs().allFinite() || !(cells[5] > 0.5)) continue;
        verticals.push_back(
            {cells[0], Eigen::Vector3d(attitude.normalized().conjugate() * Eigen::Vector3d::UnitZ())});
    }
    return verticals;
}

Eigen::Vector3d up_of(const OrientedSample& sample) {
    return sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
}

struct Pair {
    Eigen::Vector3d truth, estimate;
};

void pair_up(const std::vector<OrientedSample>& oriented, const std::vector<Vertical>& truth,
             std::vector<Pair>& pairs) {
    std::size_t i = 0;
    for (const Vertical& vertical : truth) {
        while (i + 2 < oriented.size() && in_seconds(oriented[i + 1].time) < vertical.time) ++i;
        const double start = in_seconds(oriented[i].time), end = in_seconds(oriented[i + 1].time);
        const double part = std::clamp((vertical.time - start) / (end - start), 0.0, 1.0);
        pairs.push_back(
            {vertical.up, ((1.0 - part) * up_of(oriented[i]) + part * up_of(oriented[i + 1])).normalized()});
    }
}

double rms_deg(const std::vector<Pair>& pairs) {
    double sum = 0.0;
    for (const Pair& pair : pairs)
        sum += std::pow(std::atan2(pair.truth.cross(pair.estimate).norm(), pair.truth.dot(pair.estimate)), 2);
    return degrees_from_radians(std::sqrt(sum / double(pairs.size())));
}

// After the best constant rotation between the two sensor frames (Kabsch 1976).
double aligned_rms_deg(std::vector<Pair> pairs) {
    Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();
    for (const Pair& pair : pairs) covariance += pair.truth * pair.estimate.transpose();
    const Eigen::JacobiSVD<Eigen::Matrix3d> svd(covariance, Eigen::ComputeFullU | Eigen::ComputeFullV);
    Eigen::Vector3d signs(1.0, 1.0, 1.0);
    if ((svd.matrixU() * svd.matrixV().transpose()).determinant() < 0.0) signs.z() = -1.0;
    const Eigen::Matrix3d rotation = svd.matrixU() * signs.asDiagonal() * svd.matrixV().transpose();
    for (Pair& pair : pairs) pair.estimate = rotation * pair.estimate;
    return rms_deg(pairs);
}

struct Compared {
    std::vector<Pair> causal, offline;
};

Compared compared(const std::vector<std::string>& names) {
    Compared out;
    for (const std::string& name : names) {
        INFO(name);
        const auto recording = firmware_bridge::read_csv(name + ".imu.csv");
        REQUIRE(recording);
        const auto truth = reference(name);
        REQUIRE(truth.size() > 1000);
        const OrientationParams params{.rate = recording->rate};
        auto filter = OrientationFilter::create(params);
        REQUIRE(filter);
        std::vector<OrientedSample> causal;
        const auto take = [&causal](const OrientedSample& sample) { causal.push_back(sample); };
        for (const ImuSample& sample : recording->samples) filter->push(sample, take);
        filter->finish(take);
        pair_up(causal, truth, out.causal);
        pair_up(orient_offline(recording->samples, params), truth, out.offline);
    }
    return out;
}

TEST_CASE("hand-held blocks in fast motion keep their inclination to a degree") {
    const auto names = recordings("broad_");
    if (names.empty()) return;
    const Compared found = compared(names);
    CHECK(rms_deg(found.causal) < 1.00);
    CHECK(rms_deg(found.offline) < 0.90);
}

TEST_CASE("a stick turned by hand keeps its inclination but for a constant rotation of its markers") {
    const auto names = recordings("repoimu_");
    if (names.empty()) return;
    const Compared found = compared(names);
    CHECK(aligned_rms_deg(found.causal) < 0.80);
    CHECK(aligned_rms_deg(found.offline) < 0.80);
}

}  // namespace
}  // namespace sacrum::dsp
