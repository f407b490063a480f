#include "sinks/export/xdf_header.hpp"

#include <fmt/format.h>

#include <vector>

#include "domain/version.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/export/xdf_chunks.hpp"

namespace sacrum::sinks {
namespace {

struct Channel {
    std::string label;
    std::string type;
    std::string unit;
};

std::vector<Channel> reading_channels(bool has_magnetic_field) {
    std::vector<Channel> channels;
    const auto axes = [&](const char* type, const char* unit) {
        for (const char axis : {'X', 'Y', 'Z'}) {
            const std::string name = fmt::format("{}{}", type, axis);
            channels.push_back({name, name, unit});
        }
    };
    axes("Acceleration", "m/s^2");
    axes("AngularVelocity", "rad/s");
    if (has_magnetic_field) axes("MagneticField", "as the device gives it");
    return channels;
}

std::vector<Channel> angle_channels() {
    return {{"obliquity", "Obliquity", "degrees"},    {"tilt", "Tilt", "degrees"},
            {"rotation", "Rotation", "degrees"},      {"sway_left", "PositionY", "millimeters"},
            {"vertical", "PositionZ", "millimeters"}, {"qw", "OrientationA", "quaternion"},
            {"qx", "OrientationB", "quaternion"},     {"qy", "OrientationC", "quaternion"},
            {"qz", "OrientationD", "quaternion"},     {"valid", "Valid", "1 or 0"}};
}

struct StreamHead {
    const char* name;
    const char* type;
    const char* format;
    double rate_hz;  // 0: moments
    std::vector<Channel> channels;
};

std::string header_of(const StreamHead& head, const ExportedSession& exported) {
    const RecordingOrigin& origin = exported.recording.origin;
    std::string xml = fmt::format(
        "<?xml version=\"1.0\"?><info><name>{}</name><type>{}</type><channel_count>{}</channel_count>"
        "<nominal_srate>{}</nominal_srate><channel_format>{}</channel_format>"
        "<source_id>sacrum {} {}</source_id>"
        "<version>1.1</version><created_at>{:.9f}</created_at><desc><channels>",
        head.name, head.type, head.channels.size(), head.rate_hz, head.format,
        xml_text(exported.recording.name), head.type, in_seconds(exported.start()));
    for (const Channel& channel : head.channels) {
        xml += fmt::format(
            "<channel><label>{}</label><object>sacrum</object><type>{}</type><unit>{}</unit></channel>",
            channel.label, channel.type, channel.unit);
    }
    xml += fmt::format(
        "</channels><acquisition><model>{}</model><serial_number>{}</serial_number></acquisition>",
        xml_text(origin.device_model), xml_text(origin.serial_number));
    xml +=
        fmt::format("<setup><mount>{}</mount></setup>", xml_text(exported.session.report.mounting.declared));
    if (exported.is_deidentified) xml += "<deidentified>yes</deidentified>";
    if (origin.session_zero)
        xml += fmt::format("<session_zero_utc>{}</session_zero_utc>", utc_text(*origin.session_zero));
    xml += fmt::format("<program>sacrum {} (methods {})</program><conventions>", kProgramVersion,
                       kAlgorithmVersion);
    for (const Convention& convention : conventions())
        xml += fmt::format("<{0}>{1}</{0}>", convention.key, xml_text(convention.sentence));
    return xml + "</conventions></desc></info>";
}

}  // namespace

void append_xdf_headers(std::string& bytes, const ExportedSession& exported) {
    bytes += "XDF:";
    append_xdf_chunk(bytes, XdfTag::file_header,
                     "<?xml version=\"1.0\"?><info><version>1.0</version></info>");
    const double rate = exported.recording.rate.si();
    append_xdf_chunk(bytes, XdfTag::stream_header, kXdfReadings,
                     header_of({"sacrum readings", "IMU", "double64", rate,
                                reading_channels(exported.has_magnetic_field())},
                               exported));
    append_xdf_chunk(bytes, XdfTag::stream_header, kXdfAngles,
                     header_of({"sacrum pelvis", "MoCap", "double64", rate, angle_channels()}, exported));
    append_xdf_chunk(
        bytes, XdfTag::stream_header, kXdfMarkers,
        header_of({"sacrum markers", "Markers", "string", 0.0, {Channel{"marker", "Marker", "text"}}},
                  exported));
}

}  // namespace sacrum::sinks
