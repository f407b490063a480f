#include "firmware_bridge/import/reference/read_reference.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "firmware_bridge/import/reference/event_words.hpp"
#include "tests/firmware_bridge/import/formats/c3d_example.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

Reference read(const std::string& bytes) {
    auto reference = parse_reference(bytes, "lab");
    if (!reference) FAIL(reference.error().sentence);
    return std::move(*reference);
}

std::string refusal(const std::string& bytes) {
    const auto reference = parse_reference(bytes, "lab");
    REQUIRE_FALSE(reference);
    const std::string& sentence = reference.error().sentence;
    INFO(sentence);
    CHECK(sentence.starts_with("lab: "));
    CHECK(sentence.find("; ") != std::string::npos);
    CHECK(sentence.find('\n') == std::string::npos);
    return sentence;
}

bool has(const Reference& reference, double time_s, EventKind kind, std::optional<Side> side) {
    for (const ReferenceEvent& event : reference.events) {
        if (std::abs(in_seconds(event.time) - time_s) < 1e-4 && event.kind == kind && event.side == side)
            return true;
    }
    return false;
}

// Steps of 0.3 s on the plate, 0.4 s apart, at 1000 Hz, with soft edges.
std::vector<double> plate_force(std::size_t samples) {
    std::vector<double> force;
    for (std::size_t i = 0; i < samples; ++i) {
        const double in_step = std::fmod(double(i) / 1000.0 + 0.3, 0.4) - 0.05;
        force.push_back(in_step > 0.0 && in_step < 0.3 ? 800.0 * std::sin(3.14159265 * in_step / 0.3) : 3.0);
    }
    return force;
}

}  // namespace

TEST_CASE("words of labs for contacts and feet are understood, and others are not") {
    for (const char* text :
         {"IC", "HS", "Foot Strike", "heel strike", "initial contact", "LHS", "Left Foot Strike"})
        CHECK(event_kind_of(text) == EventKind::initial_contact);
    for (const char* text : {"FC", "TO", "Foot Off", "toe off", "final contact", "RTO", "right toe-off"})
        CHECK(event_kind_of(text) == EventKind::final_contact);
    for (const char* text : {"", "mid stance", "sync", "heel"}) CHECK_FALSE(event_kind_of(text));
    for (const char* text : {"L", "left", "LTO", "Left Foot Strike"}) CHECK(side_of(text) == Side::left);
    for (const char* text : {"R", "Right", "RHS", "foot right"}) CHECK(side_of(text) == Side::right);
    for (const char* text : {"", "?", "General", "lumbar", "IC"}) CHECK_FALSE(side_of(text));
}

TEST_CASE("contacts are read from the tables that labs write") {
    for (const char* text :
         {"t_s,foot,type\n1.5,L,IC\n1.75,L,TO\n1.9,R,IC\n",
          "t_s,type,side,confidence\n1.5,IC,L,1\n1.75,FC,L,1\n1.9,IC,R,1\n",
          "time;event\n1,5;Left Foot Strike\n1,75;Left Foot Off\n1,9;Right Foot Strike\n",
          "onset\tduration\ttrial_type\n1.9\t0\tright initial contact\n1.5\t0\tleft initial "
          "contact\n1.75\t0\tleft final contact\n2\tn/a\tmark\n"}) {
        INFO(text);
        const Reference reference = read(text);
        REQUIRE(reference.events.size() == 3);
        CHECK(has(reference, 1.5, EventKind::initial_contact, Side::left));
        CHECK(has(reference, 1.75, EventKind::final_contact, Side::left));
        CHECK(has(reference, 1.9, EventKind::initial_contact, Side::right));
        CHECK(reference.events.front().time < reference.events.back().time);
    }
}

TEST_CASE("angles are read from a table, and from OpenSim with its own sign") {
    const Reference table = read("t_s,obliquity_deg,tilt_deg\n0.0,2.5,10\n0.1,-1,10\n0.2,nan,10\n");
    REQUIRE(table.poses.size() == 2);
    CHECK(in_degrees(table.poses[0].obliquity) == Approx(2.5));
    const std::string rows = "endheader\ntime\tpelvis_tilt\tpelvis_list\n0.00\t5\t-2.5\n0.01\t5\t1.0\n";
    const Reference degrees = read("Coordinates\nversion=1\nnRows=2\nnColumns=3\ninDegrees=yes\n" + rows);
    CHECK(in_degrees(degrees.poses[0].obliquity) == Approx(2.5));
    const Reference radians = read("Coordinates\nversion=1\ninDegrees=no\n" + rows);
    CHECK(radians.poses[1].obliquity.si() == Approx(-1.0));
}

TEST_CASE("contacts are read from the ground forces of OpenSim, a foot each") {
    std::string text =
        "forces\nversion=1\nendheader\ntime\tl_ground_force_vx\tl_ground_force_vy\tr_ground_force_vy\n";
    for (int i = 0; i <= 200; ++i) {
        const double t = 0.01 * i;
        const auto force = [&](double on, double off) { return t > on && t < off ? 600.0 : 0.0; };
        text += fmt::format("{:.2f}\t0\t{}\t{}\n", t, force(0.205, 0.5), force(0.6, 0.905));
    }
    const Reference reference = read(text);
    REQUIRE(reference.events.size() == 4);
    CHECK(has(reference, 0.20 + 0.01 * 50 / 600, EventKind::initial_contact, Side::left));
    CHECK(reference.events[1].kind == EventKind::final_contact);
    CHECK(reference.events[2].side == Side::right);
}

TEST_CASE("events of a C3D file are read with their sides, in both byte orders") {
    for (const bool is_big_endian : {false, true}) {
        const Reference reference = read(c3d_of({.is_big_endian = is_big_endian,
                                                 .events = {{61.25, "Foot Strike", "Left"},
                                                            {0.5, "Foot Off", "Right"},
                                                            {0.7, "Event", "General"}},
                                                 .obliquity_deg = std::vector<double>(200, 3.0)}));
        REQUIRE(reference.events.size() == 2);
        CHECK(has(reference, 61.25, EventKind::initial_contact, Side::left));
        CHECK(has(reference, 0.5, EventKind::final_contact, Side::right));
    }
}

TEST_CASE("marks of a table and of a C3D file are kept apart from contacts") {
    const Reference table = read("t_s,foot,type\n5,,sync\n1,L,IC\n3,,mark\n");
    CHECK(table.events.size() == 1);
    REQUIRE(table.marks.size() == 2);
    CHECK(in_seconds(table.marks[0]) == 3.0);
    const Reference c3d = read(c3d_of({.events = {{1.5, "Event", "General"}, {1.0, "Foot Strike", "Left"}}}));
    CHECK(c3d.events.size() == 1);
    REQUIRE(c3d.marks.size() == 1);
    CHECK(in_seconds(c3d.marks[0]) == Approx(1.5));
}

TEST_CASE("pelvis angles of a C3D file are read with the right side up, as floats and as scaled integers") {
    std::vector<double> obliquity;
    for (int i = 0; i < 200; ++i) obliquity.push_back(5.0 * std::sin(0.1 * i));
    for (const bool is_integer : {false, true}) {
        const Reference right =
            read(c3d_of({.is_integer = is_integer, .first_frame = 51, .obliquity_deg = obliquity}));
        REQUIRE(right.poses.size() == 200);
        CHECK(in_seconds(right.poses[10].time) == Approx(0.6));
        CHECK(in_degrees(right.poses[10].obliquity) == Approx(obliquity[10]).margin(0.006));
        const Reference left = read(
            c3d_of({.is_integer = is_integer, .obliquity_deg = obliquity, .angle_label = "LPelvisAngles"}));
        CHECK(in_degrees(left.poses[10].obliquity) == Approx(-obliquity[10]).margin(0.006));
    }
}

TEST_CASE("contacts of a C3D file without events come from its force plates") {
    for (const bool is_integer : {false, true}) {
        const Reference reference = read(c3d_of({.is_integer = is_integer, .vertical_n = plate_force(2000)}));
        // 50 N of 800 N half-sine of 0.3 s: 6 ms after its start, 6 ms before its end.
        // The steps that the file's beginning and end cut are left out.
        REQUIRE(reference.events.size() == 8);
        CHECK(in_seconds(reference.events[0].time) == Approx(0.156).margin(0.001));
        CHECK(in_seconds(reference.events[1].time) == Approx(0.444).margin(0.001));
        CHECK(reference.events[0].plate == 0);
        CHECK_FALSE(reference.events[0].side);
    }
    says(refusal(c3d_of({.vertical_n = plate_force(2000), .plate_type = 9})), "no force plate that is read");
}

TEST_CASE("a reference that cannot be read is refused in a sentence") {
    says(refusal(""), "names neither contacts");
    says(refusal("a,b,c\n1,2,3\n"), "names neither contacts (t_s, foot, type) nor angles");
    says(refusal("t_s,foot,type\nx,L,IC\n1,L,stand\n"), "holds no contact that is understood");
    says(refusal("Coordinates\nendheader\ntime\tknee\n0\t1\n"), "holds neither pelvis_list");
    says(refusal("Coordinates\nendheader\ntime\tpelvis_list\n1\t1\n0.5\t1\n"), "its time goes back");
    says(refusal("Coordinates\nendheader\nx\ty\n"), "no row of labels that begins with time");
    const std::string good = c3d_of({.obliquity_deg = std::vector<double>(200, 1.0)});
    says(refusal(good.substr(0, good.size() - 600)), "it says 200 frames and holds");
    says(refusal(c3d_of({.obliquity_deg = std::vector<double>(200, 1.0), .said_frames = 60000})),
         "60000 frames");
    std::string dec = good;
    dec[515] = 85;
    says(refusal(dec), "DEC numbers");
    std::string swapped = good;  // little-endian numbers that call themselves big-endian
    swapped[515] = 86;
    says(refusal(swapped), "is damaged");
    says(refusal(c3d_of({})), "holds no foot strikes");
}

TEST_CASE("a C3D file cut or changed anywhere ends in a sentence or a reference, never in a crash") {
    const std::string good = c3d_of({.frames = 20,
                                     .events = {{0.5, "Foot Strike", "Left"}},
                                     .obliquity_deg = std::vector<double>(20, 1.0),
                                     .vertical_n = plate_force(200)});
    for (std::size_t length = 0; length < good.size(); length += 13)
        parse_reference(good.substr(0, length), "lab");
    for (std::size_t at = 0; at < 2048; ++at) {
        std::string changed = good;
        changed[at] = char(changed[at] ^ 0xFF);
        const auto reference = parse_reference(changed, "lab");
        if (!reference) CHECK(reference.error().sentence.find('\n') == std::string::npos);
    }
}

TEST_CASE("contacts and angles may come from two files, but not the same of both") {
    const firmware_bridge::tests::Folder folder;
    firmware_bridge::tests::write_bytes(folder / "a.csv", "t_s,foot,type\n1,L,IC\n");
    firmware_bridge::tests::write_bytes(folder / "b.csv", "t_s,obliquity_deg\n1,2\n1.1,2\n");
    const std::vector<std::filesystem::path> both = {folder / "a.csv", folder / "b.csv"};
    const auto reference = read_reference(both);
    REQUIRE(reference);
    CHECK(reference->events.size() == 1);
    CHECK(reference->poses.size() == 2);
    CHECK(reference->sources.size() == 2);
    const std::vector<std::filesystem::path> twice = {folder / "a.csv", folder / "a.csv"};
    CHECK_FALSE(read_reference(twice));
}
