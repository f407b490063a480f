#include "firmware_bridge/import/formats/hdf5_arrays.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <utility>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/sensor_choice.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostSensors = 1000;
constexpr std::size_t kLongestText = 4096;

// An identifier of the library, closed when it goes.
class Id {
  public:
    Id(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    Id(Id&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Id& operator=(Id&&) = delete;
    Id(const Id&) = delete;
    Id& operator=(const Id&) = delete;
    ~Id() {
        if (id_ >= 0) close_(id_);
    }
    [[nodiscard]] hid_t get() const { return id_; }
    [[nodiscard]] bool is_open() const { return id_ >= 0; }

  private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

Id open_image(std::string_view bytes) {
    const Id access(H5Pcreate(H5P_FILE_ACCESS), &H5Pclose);
    H5Pset_fapl_core(access.get(), std::size_t{1} << 16U, 0);
    H5Pset_file_image(access.get(), const_cast<char*>(bytes.data()), bytes.size());  // NOLINT: it is copied
    return {H5Fopen("image", H5F_ACC_RDONLY, access.get()), &H5Fclose};
}

bool has(hid_t place, const std::string& name) { return H5Lexists(place, name.c_str(), H5P_DEFAULT) > 0; }

struct Array {
    std::vector<double> numbers;
    std::size_t rows = 0;
};

// A dataset of numbers, N or N x `width`. A length that the file itself could not fill is not believed.
Result<Array> read_array(hid_t place, const std::string& name, std::size_t width, std::size_t file_size) {
    if (!has(place, name)) return fail(ErrorKind::input, fmt::format("has no {}; export it again", name));
    const Id data(H5Dopen2(place, name.c_str(), H5P_DEFAULT), &H5Dclose);
    const Id space(data.is_open() ? H5Dget_space(data.get()) : -1, &H5Sclose);
    const Id type(data.is_open() ? H5Dget_type(data.get()) : -1, &H5Tclose);
    if (!space.is_open() || !type.is_open())
        return fail(ErrorKind::input, fmt::format("{} is no dataset; export it again", name));
    const H5T_class_t kind = H5Tget_class(type.get());
    if (kind != H5T_FLOAT && kind != H5T_INTEGER)
        return fail(ErrorKind::input, fmt::format("{} holds no numbers; export it again", name));
    std::array<hsize_t, 2> extent{0, 1};
    const int dimensions = H5Sget_simple_extent_ndims(space.get());
    if (dimensions < 1 || dimensions > 2 ||
        H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr) < 0 || extent[1] != width) {
        return fail(ErrorKind::input,
                    fmt::format("{} is not an array of N x {}; export it again", name, width));
    }
    constexpr std::size_t kBestCompression = 1000;  // what deflate makes of a constant
    const std::size_t most = (file_size / width / sizeof(std::int16_t) + 1) * kBestCompression;
    constexpr std::size_t kMost = std::size_t{1} << 28U;
    if (extent[0] > std::min(most, kMost) || H5Dget_storage_size(data.get()) == 0) {
        return fail(ErrorKind::input,
                    fmt::format("{} claims {} rows, which a file of {} bytes cannot hold; export "
                                "it again",
                                name, extent[0], file_size));
    }
    Array array{.numbers = {}, .rows = std::size_t(extent[0])};
    array.numbers.resize(array.rows * width);
    if (H5Dread(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.numbers.data()) < 0)
        return fail(ErrorKind::input, fmt::format("{} cannot be read; copy or export the file again", name));
    return array;
}

// A text attribute of fixed or variable length; empty where there is none.
std::string read_text(hid_t object, const char* name) {
    if (H5Aexists(object, name) <= 0) return {};
    const Id attribute(H5Aopen(object, name, H5P_DEFAULT), &H5Aclose);
    const Id type(attribute.is_open() ? H5Aget_type(attribute.get()) : -1, &H5Tclose);
    const Id space(attribute.is_open() ? H5Aget_space(attribute.get()) : -1, &H5Sclose);
    if (!type.is_open() || !space.is_open() || H5Tget_class(type.get()) != H5T_STRING ||
        H5Sget_simple_extent_npoints(space.get()) != 1) {
        return {};
    }
    std::string text;
    if (H5Tis_variable_str(type.get()) > 0) {
        char* value = nullptr;
        const Id memory(H5Tcopy(H5T_C_S1), &H5Tclose);
        H5Tset_size(memory.get(), H5T_VARIABLE);
        H5Tset_cset(memory.get(), H5Tget_cset(type.get()));
        if (H5Aread(attribute.get(), memory.get(), static_cast<void*>(&value)) >= 0 && value != nullptr) {
            text = value;
            H5free_memory(value);
        }
    } else if (const std::size_t size = H5Tget_size(type.get()); size > 0 && size <= kLongestText) {
        text.resize(size);
        if (H5Aread(attribute.get(), type.get(), text.data()) < 0) text.clear();
        text.resize(std::min(text.find('\0'), text.size()));
    }
    text.resize(std::min(text.size(), kLongestText));
    return text;
}

struct Layout {
    const char* group;
    const char* time;
    double seconds_per_tick;
    const char* force;
    const char* rate;
    const char* field;
    const char* mounting;  // attribute of the group
};
constexpr Layout kExported{"recording",    "time_ns",        1e-9,   "specific_force",
                           "angular_rate", "magnetic_field", "mount"};
constexpr Layout kPlain{
    "samples",           "time_s",  1.0, "specific_force_m_per_s2", "angular_rate_rad_per_s",
    "magnetic_field_ut", "mounting"};
constexpr Layout kApdm{"Sensors", "Time", 1e-6, "Accelerometer", "Gyroscope", "Magnetometer", ""};

Result<Hdf5Sensor> read_sensor(hid_t group, const Layout& names, std::size_t file_size) {
    auto time = read_array(group, names.time, 1, file_size);
    if (!time) return tl::unexpected(time.error());
    auto force = read_array(group, names.force, 3, file_size);
    if (!force) return tl::unexpected(force.error());
    auto rate = read_array(group, names.rate, 3, file_size);
    if (!rate) return tl::unexpected(rate.error());
    Hdf5Sensor sensor;
    if (force->rows != time->rows || rate->rows != time->rows) {
        return fail(ErrorKind::input,
                    fmt::format("{}, {} and {} have {}, {} and {} rows, which must be as many; "
                                "export it again",
                                names.time, names.force, names.rate, time->rows, force->rows, rate->rows));
    }
    if (has(group, names.field)) {
        auto field = read_array(group, names.field, 3, file_size);
        if (field && field->rows == time->rows) sensor.field = std::move(field->numbers);
    }
    sensor.time_s = std::move(time->numbers);
    // APDM counts from 1970.
    const double start = names.mounting[0] == '\0' && !sensor.time_s.empty() ? sensor.time_s.front() : 0.0;
    for (double& at : sensor.time_s) at = (at - start) * names.seconds_per_tick;
    sensor.force = std::move(force->numbers);
    sensor.rate = std::move(rate->numbers);
    return sensor;
}

std::vector<std::string> names_in(hid_t group) {
    std::vector<std::string> names;
    H5Literate(
        group, H5_INDEX_NAME, H5_ITER_INC, nullptr,
        [](hid_t, const char* name, const H5L_info_t*, void* all) {
            auto& list = *static_cast<std::vector<std::string>*>(all);
            list.emplace_back(name);
            return list.size() < kMostSensors ? 0 : 1;
        },
        &names);
    return names;
}

Result<Hdf5Sensor> read_apdm(hid_t file, const std::optional<std::string>& wanted, std::size_t file_size) {
    const Id group(H5Gopen2(file, "Sensors", H5P_DEFAULT), &H5Gclose);
    if (!group.is_open()) return fail(ErrorKind::input, "its group Sensors cannot be opened; copy it again");
    const std::vector<std::string> ids = names_in(group.get());
    if (ids.empty()) return fail(ErrorKind::input, "its group Sensors is empty; export it again");
    std::vector<std::string> labels;
    for (const std::string& id : ids) {
        std::string label;
        if (has(group.get(), id) && has(group.get(), id + "/Configuration")) {
            const Id settings(H5Oopen(group.get(), (id + "/Configuration").c_str(), H5P_DEFAULT), &H5Oclose);
            if (settings.is_open()) label = read_text(settings.get(), "Label 0");
        }
        labels.push_back(trimmed(label).empty() ? id : std::string(trimmed(label)));
    }
    const auto by_id = wanted ? std::find(ids.begin(), ids.end(), *wanted) : ids.end();
    const auto chosen = by_id != ids.end() ? Result<std::size_t>(std::size_t(by_id - ids.begin()))
                                           : choose_sensor(labels, wanted);
    if (!chosen) return tl::unexpected(chosen.error());
    const Id one(H5Gopen2(group.get(), ids[*chosen].c_str(), H5P_DEFAULT), &H5Gclose);
    if (!one.is_open())
        return fail(ErrorKind::input,
                    fmt::format("its sensor {} cannot be opened; copy it again", quotable(labels[*chosen])));
    auto sensor = read_sensor(one.get(), kApdm, file_size);
    if (!sensor) return sensor;
    sensor->label = labels[*chosen];
    if (labels.size() > 1) sensor->all_labels = listed(labels);
    return sensor;
}

Result<Hdf5Sensor> read_own(hid_t file, const Layout& layout, std::size_t file_size) {
    const Id group(H5Gopen2(file, layout.group, H5P_DEFAULT), &H5Gclose);
    if (!group.is_open())
        return fail(ErrorKind::input,
                    fmt::format("its group {} cannot be opened; copy it again", layout.group));
    auto read = read_sensor(group.get(), layout, file_size);
    if (read) read->mounting = read_text(group.get(), layout.mounting);
    return read;
}

}  // namespace

Result<Hdf5Sensor> read_hdf5_arrays(std::string_view bytes, const std::optional<std::string>& sensor) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    const Id file = open_image(bytes);
    if (!file.is_open())
        return fail(ErrorKind::input, "begins as an HDF5 file but cannot be opened as one; copy it again");
    if (has(file.get(), "recording")) return read_own(file.get(), kExported, bytes.size());
    if (has(file.get(), "samples")) return read_own(file.get(), kPlain, bytes.size());
    if (has(file.get(), "Sensors")) return read_apdm(file.get(), sensor, bytes.size());
    return fail(ErrorKind::input,
                "is an HDF5 file with neither a group recording (as sacrum export writes) nor a "
                "group Sensors (as APDM writes); export it as one of these or as CSV");
}

}  // namespace sacrum::firmware_bridge
