#include "firmware_bridge/recording/entry_code.hpp"

#include <google/protobuf/io/coded_stream.h>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/recording/action_rules.hpp"

namespace sacrum::firmware_bridge {
namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

void describe(const DeviceDescription& device, proto::RecordedDevice& message) {
    message.set_model(well_formed_utf8(device.model));
    message.set_serial_number(well_formed_utf8(device.serial_number));
    message.set_firmware(well_formed_utf8(device.firmware));
    if (device.rate) message.set_rate_hz(device.rate->si());
    if (device.accelerometer_range)
        message.set_accelerometer_range_m_per_s2(device.accelerometer_range->si());
    if (device.gyroscope_range) message.set_gyroscope_range_rad_per_s(device.gyroscope_range->si());
    message.set_mounting(well_formed_utf8(device.mounting));
}

DeviceDescription described(const proto::RecordedDevice& message) {
    DeviceDescription device{.model = message.model(),
                             .serial_number = message.serial_number(),
                             .firmware = message.firmware(),
                             .mounting = message.mounting()};
    if (message.has_rate_hz()) device.rate = Frequency::of_si(message.rate_hz());
    if (message.has_accelerometer_range_m_per_s2())
        device.accelerometer_range = Acceleration::of_si(message.accelerometer_range_m_per_s2());
    if (message.has_gyroscope_range_rad_per_s())
        device.gyroscope_range = AngularRate::of_si(message.gyroscope_range_rad_per_s());
    return device;
}

void write(const proto::Action& action, proto::Action& message) {
    message = action;
    message.set_author(well_formed_utf8(action.author()));
    if (action.has_note()) {
        message.mutable_note()->set_kind(well_formed_utf8(action.note().kind()));
        message.mutable_note()->set_text(well_formed_utf8(action.note().text()));
    }
    if (action.has_begin_stage())
        message.mutable_begin_stage()->set_name(well_formed_utf8(action.begin_stage().name()));
}

EndReason reason_of(proto::RecordingEndReason reason) {
    const int number = int(reason);
    const bool is_known = number >= 0 && number <= int(EndReason::recovered);
    return is_known ? EndReason(number) : EndReason::not_known;
}

}  // namespace

proto::RecordedDevice to_message(const DeviceDescription& device) {
    proto::RecordedDevice message;
    describe(device, message);
    return message;
}

proto::RecordingEndReason to_message(EndReason reason) { return proto::RecordingEndReason(int(reason)); }

ArrivalTime time_of(const RecordingEntry& entry) {
    return std::visit(Overloaded{[](const RecordingLoss& loss) { return loss.to; },
                                 [](const auto& other) { return other.time; }},
                      entry);
}

std::size_t EntryEncoder::append_message(std::string& content) const {
    using google::protobuf::io::CodedOutputStream;
    constexpr std::uint8_t kEntriesTag = 1U << 3U | 2U;  // field 1, length-delimited
    const std::size_t before = content.size();
    const std::size_t size = message_.ByteSizeLong();
    std::uint8_t head[1 + 5];
    head[0] = kEntriesTag;
    const std::uint8_t* const end = CodedOutputStream::WriteVarint32ToArray(std::uint32_t(size), head + 1);
    content.append(reinterpret_cast<const char*>(head), std::size_t(end - head));
    const std::size_t start = content.size();
    content.resize(start + size);
    message_.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(content.data() + start));
    return content.size() - before;
}

std::size_t EntryEncoder::append(const RecordingEntry& entry, std::string& content) {
    std::visit(Overloaded{
                   [&](const Arrival& arrival) {
                       auto& message = *message_.mutable_arrival();
                       message.set_time_ns(arrival.time.count());
                       message.set_channel(arrival.channel);
                       message.mutable_content()->assign(reinterpret_cast<const char*>(arrival.bytes.data()),
                                                         arrival.bytes.size());
                   },
                   [&](const LinkChange& link) {
                       auto& message = *message_.mutable_link();
                       message.set_time_ns(link.time.count());
                       message.set_is_up(link.is_up);
                       message.set_reason(well_formed_utf8(link.reason));
                   },
                   [&](const PersonAction& action) {
                       auto& message = *message_.mutable_action();
                       message.set_time_ns(action.time.count());
                       write(action.what, *message.mutable_action());
                   },
                   [&](const DescribedDevice& device) {
                       auto& message = *message_.mutable_description();
                       message.Clear();
                       message.set_time_ns(device.time.count());
                       describe(device.description, *message.mutable_device());
                   },
                   [&](const RecordingLoss& loss) {
                       auto& message = *message_.mutable_loss();
                       message.set_from_ns(loss.from.count());
                       message.set_to_ns(loss.to.count());
                       message.set_entries(loss.entries);
                       message.set_bytes(loss.bytes);
                   },
                   [&](const RecordingEnd& end) {
                       auto& message = *message_.mutable_end();
                       message.set_time_ns(end.time.count());
                       message.set_reason(to_message(end.reason));
                       message.set_remark(well_formed_utf8(end.remark));
                   },
               },
               entry);
    return append_message(content);
}

std::size_t EntryEncoder::append(const RecordingHeader& header, std::string& content) {
    auto& message = *message_.mutable_header();
    message.Clear();
    message.set_program_version(well_formed_utf8(header.program_version));
    message.set_algorithm_version(well_formed_utf8(header.algorithm_version));
    message.set_protocol(well_formed_utf8(header.protocol));
    message.set_address(well_formed_utf8(header.address));
    if (!message.mutable_configuration()->ParseFromString(header.configuration))
        message.clear_configuration();
    message.set_start_utc_ns(header.start_utc.time_since_epoch().count());
    if (header.device) describe(*header.device, *message.mutable_device());
    return append_message(content);
}

std::optional<RecordingEntry> decode_entry(const proto::RecordedEntry& message) {
    switch (message.entry_case()) {
        case proto::RecordedEntry::kArrival: {
            const auto& arrival = message.arrival();
            return Arrival{.time = ArrivalTime(arrival.time_ns()),
                           .channel = std::uint16_t(arrival.channel()),
                           .bytes = std::as_bytes(std::span(arrival.content()))};
        }
        case proto::RecordedEntry::kLink: {
            const auto& link = message.link();
            return LinkChange{
                .time = ArrivalTime(link.time_ns()), .is_up = link.is_up(), .reason = link.reason()};
        }
        case proto::RecordedEntry::kAction: {
            const auto& action = message.action();
            if (!check_action(action.action())) return std::nullopt;
            return PersonAction{.time = ArrivalTime(action.time_ns()), .what = action.action()};
        }
        case proto::RecordedEntry::kDescription: {
            const auto& device = message.description();
            return DescribedDevice{.time = ArrivalTime(device.time_ns()),
                                   .description = described(device.device())};
        }
        case proto::RecordedEntry::kLoss: {
            const auto& loss = message.loss();
            return RecordingLoss{.from = ArrivalTime(loss.from_ns()),
                                 .to = ArrivalTime(loss.to_ns()),
                                 .entries = loss.entries(),
                                 .bytes = loss.bytes()};
        }
        case proto::RecordedEntry::kEnd: {
            const auto& end = message.end();
            return RecordingEnd{.time = ArrivalTime(end.time_ns()),
                                .reason = reason_of(end.reason()),
                                .remark = end.remark()};
        }
        case proto::RecordedEntry::kHeader:
        case proto::RecordedEntry::ENTRY_NOT_SET: return std::nullopt;
    }
    return std::nullopt;
}

RecordingHeader decode_header(const proto::RecordingHeader& message) {
    RecordingHeader header{.program_version = message.program_version(),
                           .algorithm_version = message.algorithm_version(),
                           .protocol = message.protocol(),
                           .address = message.address(),
                           .configuration = message.configuration().SerializeAsString(),
                           .start_utc = std::chrono::sys_time<std::chrono::nanoseconds>(
                               std::chrono::nanoseconds(message.start_utc_ns()))};
    if (message.has_device()) header.device = described(message.device());
    return header;
}

}  // namespace sacrum::firmware_bridge
