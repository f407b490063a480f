#include "firmware_bridge/transport/ble_transport.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "firmware_bridge/transport/ble_profile.hpp"
#include "firmware_bridge/transport/ble_search.hpp"
#include "firmware_bridge/transport/bluez_bus.hpp"
#include "firmware_bridge/transport/descriptor_stream.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::string_view kOptions[] = {"name", "service", "notify", "search_s"};
constexpr double kUsualSearch = 20.0, kShortestSearch = 0.1, kLongestSearch = 3600.0;
constexpr Duration kResolveLimit = std::chrono::seconds(15);
// The end of a descriptor comes a little before BlueZ says that the device has left.
constexpr Duration kGrace = std::chrono::seconds(1);
constexpr std::size_t kLeastMtu = 23, kMtuOverhead = 3;  // Bluetooth Core, ATT

constexpr int kConnectTries = 3;  // before the session ends for want of a first connection

constexpr const char* kLeft = "the device is out of reach or was turned off";

struct BleParams {
    std::string name;  // of the address, for errors
    BleWanted wanted;
    Duration search;
    bool by_descriptor = true;
};

// One attempt after another, each of them in this order:
//     read_objects → (search) → connect → resolve → subscribe → configure → streaming
// and each ended by fail_attempt() or lose(). Answers to an attempt that has ended are dropped.
class BleTransport : public Transport {
  public:
    BleTransport(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses,
                 BleParams params)
        : io_(io), link_(io, clock, pauses), params_(std::move(params)), limit_(io), grace_(io) {}
    ~BleTransport() override { BleTransport::stop(); }

    void start(TransportListener& listener) override {
        link_.start(listener, [this] { read_objects(); });
    }

    void send(std::span<const std::byte> bytes) override {
        if (!bus_ || !link_.is_up() || !endpoints_.outlet) return;
        for (std::size_t at = 0; at < bytes.size(); at += write_size_) {
            const auto part = bytes.subspan(at, std::min(write_size_, bytes.size() - at));
            bus_->write(endpoints_.outlet->path, part, endpoints_.outlet->with_response,
                        [](const Result<void>&) {});
        }
    }

    void stop() override {
        link_.stop();
        leave_device();
        end_attempt();
        bus_.reset();
    }

  private:
    enum class Step { idle, reading, searching, connecting, resolving, subscribing, streaming };

    // For answers: runs the call only while the attempt it belongs to is the current one.
    template <class Call>
    auto in_this_attempt(Call call) {
        return [this, attempt = attempt_, call](const auto& answer) {
            if (attempt == attempt_) call(answer);
        };
    }

    void read_objects() {
        ++attempt_;
        step_ = Step::reading;
        if (!bus_) {
            auto bus = BluezBus::open(
                io_, {.on_change = [this] { look_again(); },
                      .on_notification = [this](const std::string& path,
                                                std::span<const std::byte> bytes) { hear(path, bytes); },
                      .on_gone = [this](const Error& error) { lose_bus(error); }});
            if (!bus) return fail_attempt(bus.error().sentence);
            bus_ = *std::move(bus);
        }
        bus_->read_tree(in_this_attempt([this](const Result<void>& read) {
            if (!read) return fail_attempt(read.error().sentence);
            const auto adapter = find_adapter(bus_->tree());
            if (!adapter) return fail_attempt(adapter.error().sentence);
            if (const auto found = find_device(bus_->tree(), params_.wanted)) return connect(*found);
            search(*adapter);
        }));
    }

    void search(const std::string& adapter) {
        step_ = Step::searching;
        adapter_ = adapter;
        limit_.set(params_.search, [this] { fail_attempt(nothing_found()); });
        bus_->start_discovery(adapter, params_.wanted.service,
                              in_this_attempt([this](const Result<void>& begun) {
                                  if (!begun) fail_attempt(begun.error().sentence);
                              }));
    }

    std::string nothing_found() const {
        const auto others = devices_in_words(devices_in_reach(bus_->tree()));
        return fmt::format("no such device in {:g} s; wake it and bring it near ({})",
                           in_seconds(params_.search),
                           others.empty() ? "no other device is in reach either" : "in reach: " + others);
    }

    // The mirror changed, and what this step waits for may have come.
    void look_again() {
        if (step_ == Step::searching) {
            if (const auto found = find_device(bus_->tree(), params_.wanted)) connect(*found);
            return;
        }
        const bool is_past_connecting =
            step_ == Step::resolving || step_ == Step::subscribing || step_ == Step::streaming;
        if (!is_past_connecting || parting_) return;
        const auto device = bus_->tree().devices.find(device_);
        if (device != bus_->tree().devices.end() && device->second.is_connected) {
            was_seen_connected_ = true;
        } else if (was_seen_connected_) {
            return part(kLeft);
        } else {
            return;  // Connect() may be answered before it is announced
        }
        if (step_ == Step::resolving && device->second.are_services_resolved) subscribe();
    }

    void connect(const std::string& device) {
        stop_search();
        limit_.cancel();
        step_ = Step::connecting;
        device_ = device;
        const auto& known = bus_->tree().devices.at(device);
        // From now on this one device, however it was found.
        params_.wanted = {.address = known.address, .name = {}, .service = {}};
        if (known.is_connected) return resolve();
        bus_->connect(device, in_this_attempt([this](const Result<void>& connected) {
                          if (connected) return resolve();
                          // The first try of a connection fails often, with nothing wrong.
                          if (++failed_connects_ >= kConnectTries)
                              return fail_attempt(connected.error().sentence);
                          leave_device();
                          lose(connected.error().sentence);
                      }));
    }

    void resolve() {
        step_ = Step::resolving;
        limit_.set(kResolveLimit, [this] {
            fail_attempt("it connects but does not say what it offers; switch it off and on");
        });
        was_seen_connected_ = false;
        look_again();
    }

    void subscribe() {
        limit_.cancel();
        step_ = Step::subscribing;
        auto endpoints = find_endpoints(bus_->tree(), device_);
        if (!endpoints) {
            return fail_attempt(fmt::format(
                "it is of no kind this program understands ({}); see docs/devices.md", profile_names()));
        }
        endpoints_ = *std::move(endpoints);
        for (const auto& one : endpoints_.subscriptions) channels_[one.path] = one.channel;
        set_write_size(kLeastMtu);
        subscribe_from(0);
    }

    void subscribe_from(std::size_t index) {
        if (index == endpoints_.subscriptions.size()) return configure_from(0);
        const auto one = endpoints_.subscriptions[index];
        if (!params_.by_descriptor) return subscribe_by_property(index);
        bus_->acquire_notify(one.path,
                             [this, attempt = attempt_, one, index](const Result<AcquiredNotify>& acquired) {
                                 if (attempt != attempt_) {
                                     if (acquired) ::close(acquired->descriptor);
                                     return;
                                 }
                                 if (!acquired) return subscribe_by_property(index);
                                 listen(one, *acquired);
                                 subscribe_from(index + 1);
                             });
    }

    // Some devices, and characteristics another program has taken, give no descriptor.
    void subscribe_by_property(std::size_t index) {
        const auto one = endpoints_.subscriptions[index];
        bus_->start_notify(one.path, in_this_attempt([this, one, index](const Result<void>& begun) {
                               if (!begun && one.is_required) return fail_attempt(begun.error().sentence);
                               subscribe_from(index + 1);
                           }));
    }

    void listen(const BleEndpoints::Subscription& one, const AcquiredNotify& acquired) {
        set_write_size(acquired.mtu);
        streams_[one.path] = std::make_unique<DescriptorStream>(
            io_, acquired.descriptor,
            DescriptorStream::Calls{
                .on_bytes = [this, path = one.path](std::span<const std::byte> bytes) { hear(path, bytes); },
                .on_lost = [this, path = one.path](int) { end_stream(path); }});
    }

    void end_stream(const std::string& path) {
        streams_.erase(path);
        if (parting_ && streams_.empty()) return lose(std::string(*parting_));
        if (!parting_) grace_.set(kGrace, [this] { lose("the notifications ended"); });
    }

    // The link is gone, but its descriptors may still hold what came before: that is read to its end first.
    void part(const std::string& why, bool is_out_of_grace = false) {
        parting_ = why;
        const bool is_read =
            std::ranges::none_of(streams_, [](const auto& stream) { return stream.second->has_unread(); });
        if (streams_.empty() || (is_out_of_grace && is_read)) return lose(why);
        grace_.set(kGrace, [this, why] { part(why, true); });
    }

    void configure_from(std::size_t index) {
        if (index == endpoints_.once_subscribed.size()) return begin_streaming();
        const auto& setting = endpoints_.once_subscribed[index];
        const bool is_required = setting.is_required;
        bus_->write(setting.path, setting.bytes, setting.with_response,
                    in_this_attempt([this, index, is_required](const Result<void>& written) {
                        if (!written && is_required) return fail_attempt(written.error().sentence);
                        configure_from(index + 1);
                    }));
    }

    void begin_streaming() {
        step_ = Step::streaming;
        link_.up();
    }

    // A device may send before everything is settled; nothing of that is dropped.
    void hear(const std::string& path, std::span<const std::byte> bytes) {
        const auto channel = channels_.find(path);
        if (channel == channels_.end()) return;
        const auto number = channel->second;
        link_.up();
        link_.bytes(number, bytes);
    }

    void set_write_size(std::size_t mtu) { write_size_ = std::max(mtu, kLeastMtu) - kMtuOverhead; }

    void fail_attempt(const std::string& why) {
        leave_device();
        end_attempt();
        link_.failed({.kind = ErrorKind::input, .sentence = params_.name + ": " + why});
    }

    // The link was up or is likely to come up at the next attempt.
    void lose(const std::string& why) {
        end_attempt();
        link_.lost(why);
    }

    void lose_bus(const Error& error) {
        bus_.reset();
        if (link_.is_up()) return part(error.sentence);
        end_attempt();
        link_.failed({.kind = error.kind, .sentence = params_.name + ": " + error.sentence});
    }

    // So that BlueZ does not go on with a connection nobody waits for.
    void leave_device() {
        const bool is_ours = step_ == Step::connecting || step_ == Step::resolving ||
                             step_ == Step::subscribing || step_ == Step::streaming;
        if (bus_ && is_ours) bus_->disconnect(device_);
    }

    void stop_search() {
        if (bus_ && step_ == Step::searching) bus_->stop_discovery(adapter_);
    }

    void end_attempt() {
        stop_search();
        ++attempt_;
        step_ = Step::idle;
        limit_.cancel();
        grace_.cancel();
        parting_.reset();
        streams_.clear();
        channels_.clear();
    }

    boost::asio::io_context& io_;
    Reconnector link_;
    BleParams params_;
    Alarm limit_;  // of the step
    Alarm grace_;
    unsigned attempt_ = 0;
    Step step_ = Step::idle;
    std::string adapter_;
    std::string device_;
    bool was_seen_connected_ = false;
    int failed_connects_ = 0;
    std::optional<std::string> parting_;  // why
    BleEndpoints endpoints_;
    std::map<std::string, std::uint16_t> channels_;  // of the paths that are heard
    std::map<std::string, std::unique_ptr<DescriptorStream>> streams_;
    std::size_t write_size_ = kLeastMtu - kMtuOverhead;
    std::unique_ptr<BluezBus> bus_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_ble_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address, ReconnectPauses pauses) {
    if (auto known = check_options(address, kOptions); !known) return tl::unexpected(known.error());
    auto wanted = ble_wanted(address);
    if (!wanted) return tl::unexpected(wanted.error());
    const auto search = number_option(address, "search_s", kUsualSearch, kShortestSearch, kLongestSearch);
    if (!search) return tl::unexpected(search.error());
    const auto notify = address.options.find("notify");
    const bool is_told = notify != address.options.end();
    if (is_told && notify->second != "fd" && notify->second != "property") {
        return fail(ErrorKind::usage, fmt::format("{}: notify={} is not known; there are fd and property",
                                                  text_of(address), notify->second));
    }
    const auto by_name = address.options.find("name");
    auto name = text_of(address) + (by_name == address.options.end() ? "" : "?name=" + by_name->second);
    return std::make_unique<BleTransport>(io, clock, pauses,
                                          BleParams{.name = std::move(name),
                                                    .wanted = *std::move(wanted),
                                                    .search = duration_from_seconds(*search),
                                                    .by_descriptor = !is_told || notify->second == "fd"});
}

}  // namespace sacrum::firmware_bridge
