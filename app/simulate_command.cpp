// sacrum simulate: a made-up runner, as a recording like any other, with everything that is true about it
// beside it.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "app/command.hpp"
#include "app/plug_in_device.hpp"
#include "app/terminal.hpp"
#include "samples/simulate.hpp"
#include "samples/simulated_options.hpp"
#include "samples/write_simulation.hpp"

namespace sacrum::app {
namespace {

// Fall of the swing side where only the other side's was given: the middle of what people do.
constexpr double kUsualRunningDrop = 2.0;
constexpr double kUsualWalkingDrop = 4.0;
constexpr double kUsualRunningSpeed = 3.0;  // m/s
constexpr double kUsualWalkingSpeed = 1.3;
constexpr double kForefootImpact = 0.3;  // of the shock of a rearfoot landing

struct Words {
    std::filesystem::path out;
    std::string device;
    std::string as = "sim:runner";
    std::string gait = "running";
    std::optional<double> speed;
    double duration_s = 60.0;
    double standing_s = 5.0;
    std::uint64_t seed = 1;
    std::optional<double> drop_left;
    std::optional<double> drop_right;
    std::string grade = "worn";
    std::optional<double> rate_hz;
    std::optional<std::string> mount;
    std::vector<double> tilt;
    std::optional<double> loss_percent;
    std::optional<double> burst;
    std::optional<double> range_g;
    std::optional<std::string> soft_tissue;
    std::optional<double> slip_at_s;
    double slip_deg = 8.0;
    std::string slip_towards = "back";
    double limp_percent = 0.0;
    std::string strike = "rearfoot";
    std::optional<double> cadence_percent;
};

samples::RunnerParams runner_of(const Words& words) {
    const bool runs = words.gait == "running";
    samples::RunnerParams runner;
    runner.mode = runs ? GaitMode::running : GaitMode::walking;
    runner.speed_mps = words.speed.value_or(runs ? kUsualRunningSpeed : kUsualWalkingSpeed);
    runner.duration = duration_from_seconds(words.duration_s);
    runner.standing_before = duration_from_seconds(words.standing_s);
    runner.seed = words.seed;
    if (words.drop_left || words.drop_right) {
        const double usual = runs ? kUsualRunningDrop : kUsualWalkingDrop;
        runner.drop_deg = Sided<double>{words.drop_left.value_or(usual), words.drop_right.value_or(usual)};
    }
    // The sound leg carries longer while the sore one swings.
    runner.step_time_asymmetry = 0.01 * words.limp_percent;
    runner.contact_time_asymmetry = -0.01 * words.limp_percent;
    if (words.strike == "forefoot") runner.impact = {kForefootImpact, kForefootImpact};
    if (words.cadence_percent) runner.cadence_factor = 1.0 + 0.01 * *words.cadence_percent;
    return runner;
}

samples::SensorParams sensor_of(const Words& words) {
    samples::SensorParams sensor = samples::default_faults();
    if (words.grade == "ideal") sensor = samples::ideal();
    if (words.grade == "lab") sensor = samples::lab_grade();
    if (words.grade == "phone") sensor = samples::phone_grade();
    sensor.seed = words.seed;
    if (words.rate_hz) sensor.rate = Frequency::of_si(*words.rate_hz);
    if (words.mount) sensor.mounting = *words.mount;
    if (!words.tilt.empty()) {
        sensor.mount_tilt_x_deg = words.tilt[0];
        sensor.mount_tilt_y_deg = words.tilt[1];
        sensor.mount_tilt_z_deg = words.tilt[2];
    }
    if (words.loss_percent) sensor.lost_fraction = 0.01 * *words.loss_percent;
    if (words.burst) sensor.lost_burst = *words.burst;
    if (words.range_g) sensor.accelerometer_range_g = *words.range_g;
    if (words.slip_at_s) sensor.slip_at = duration_from_seconds(*words.slip_at_s);
    sensor.slip_deg = words.slip_deg;
    sensor.slip_direction =
        words.slip_towards == "side" ? samples::SlipDirection::side : samples::SlipDirection::back;
    if (words.soft_tissue) {
        for (const auto tissue :
             {samples::SoftTissue::off, samples::SoftTissue::mild, samples::SoftTissue::strong}) {
            if (*words.soft_tissue == samples::word(tissue)) sensor.soft_tissue = tissue;
        }
    }
    return sensor;
}

ExitCode simulate(const Words& words) {
    if (!words.device.empty()) {
        if (auto played = plug_in_device(words.device, words.as); !played) return refuse(played.error());
        return ExitCode::ok;
    }
    if (words.out.empty())
        return refuse({ErrorKind::usage,
                       "say where it goes: --out FILE for a recording, or --device WHERE for a "
                       "device that speaks; see sacrum simulate --help"});
    const auto simulation = samples::simulate(runner_of(words), sensor_of(words));
    if (!simulation) return refuse(simulation.error());
    if (auto wrote = samples::write_simulation(*simulation, words.out); !wrote) return refuse(wrote.error());
    fmt::print(
        "{}: {} s of {} at {:g} Hz, {} strides; the truth stands beside it in .events.csv, .pose.csv and "
        ".strides.csv\n",
        words.out.string(), words.duration_s, words.gait, simulation->recording.rate.si(),
        simulation->strides.size());
    return ExitCode::ok;
}

}  // namespace

Command make_simulate_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser =
        program.add_subcommand("simulate",
                               "Makes up a runner or walker whose contacts, pelvic drop and sway are known "
                               "exactly: as a recording, or as a device that speaks.");
    parser
        ->add_option("--out", words->out,
                     "the recording, best ending in .imu.csv; its truth is written beside it")
        ->type_name("FILE");
    parser
        ->add_option("--device", words->device,
                     "no file, but a device that speaks as real ones do: pty:PATH (a serial line), "
                     "tcp://127.0.0.1:9000 (waits for you) or udp://127.0.0.1:9000 (sends there)")
        ->type_name("WHERE");
    parser
        ->add_option(
            "--as", words->as,
            "what that device is, with options of its own, below: sim:runner (default) or sim:walker")
        ->type_name("ADDRESS");
    parser->add_option("--gait", words->gait, "running (default) or walking")
        ->check(CLI::IsMember({"running", "walking"}))
        ->type_name("GAIT");
    parser->add_option("--speed", words->speed, "in m/s (default: 3 running, 1.3 walking)")->type_name("M/S");
    parser->add_option("--duration", words->duration_s, "of the recording, in seconds (default: 60)")
        ->type_name("S");
    parser
        ->add_option("--standing", words->standing_s,
                     "seconds of standing still first (default: 5; 0: starts in mid-gait)")
        ->type_name("S");
    parser->add_option("--seed", words->seed, "another number is another person (default: 1)")
        ->type_name("N");
    parser
        ->add_option("--drop-left", words->drop_left,
                     "how far the pelvis drops after left contact, in degrees (default: drawn; 2 running or "
                     "4 walking when "
                     "only the other side is given)")
        ->type_name("DEG");
    parser->add_option("--drop-right", words->drop_right, "the same after right contact")->type_name("DEG");
    parser
        ->add_option("--grade", words->grade,
                     "the sensor: worn (default, a good wearable as worn), ideal, lab or phone")
        ->check(CLI::IsMember({"worn", "ideal", "lab", "phone"}))
        ->type_name("GRADE");
    parser->add_option("--rate", words->rate_hz, "samples per second (default: the sensor's)")
        ->type_name("HZ");
    parser->add_option("--mount", words->mount, "how the sensor is declared to sit (default: up=+x,left=+y)")
        ->type_name("HOW");
    parser
        ->add_option("--tilt", words->tilt,
                     "how far it truly sits from that: degrees about its x, y and z axis, as 3,-2,5")
        ->delimiter(',')
        ->expected(3)
        ->type_name("X,Y,Z");
    parser->add_option("--loss", words->loss_percent, "per cent of samples lost (default: the sensor's)")
        ->type_name("PERCENT");
    parser
        ->add_option("--burst", words->burst, "mean number of samples lost at a time (default: the sensor's)")
        ->check(CLI::Range(1.0, 1000.0))
        ->type_name("N");
    parser
        ->add_option("--range", words->range_g, "where the accelerometer clips, in g (default: the sensor's)")
        ->check(CLI::Range(1.5, 1000.0))
        ->type_name("G");
    parser->add_option("--slip-at", words->slip_at_s, "second at which the sensor slips on the body")
        ->type_name("S");
    parser->add_option("--slip", words->slip_deg, "how far it turns then, in degrees (default: 8)")
        ->type_name("DEG");
    parser->add_option("--slip-towards", words->slip_towards, "back (default) or side")
        ->check(CLI::IsMember({"back", "side"}))
        ->type_name("WHERE");
    parser
        ->add_option(
            "--limp", words->limp_percent,
            "spares the right leg: its steps take longer and its contacts are shorter by this many per "
            "cent, the left ones the other way round (default: 0; -25 to 25)")
        ->check(CLI::Range(-25.0, 25.0))
        ->type_name("PERCENT");
    parser->add_option("--strike", words->strike, "rearfoot (default), or forefoot: a third of the shock")
        ->check(CLI::IsMember({"rearfoot", "forefoot"}))
        ->type_name("HOW");
    parser
        ->add_option("--cadence", words->cadence_percent,
                     "steps quicker than usual at this speed, in per cent (default: drawn, within 8)")
        ->type_name("PERCENT");
    parser
        ->add_option("--soft-tissue", words->soft_tissue,
                     "how much the sensor moves on the skin: off, mild or strong")
        ->check(CLI::IsMember({"off", "mild", "strong"}))
        ->type_name("HOW");
    parser->footer(
        "Options of sim:runner and sim:walker, for live, record and --as; after ? and joined by &:\n" +
        samples::simulated_options_help() +
        "\n"
        "Examples:\n"
        "  A minute of running that drops further on the right, then what sacrum makes of it:\n"
        "    sacrum simulate --out try.imu.csv --drop-left 2 --drop-right 4\n"
        "    sacrum analyze try.imu.csv --out results\n"
        "  A walker with a telephone in the belt that slides on the skin:\n"
        "    sacrum simulate --out walk.imu.csv --gait walking --grade phone --soft-tissue strong\n"
        "  A device on a serial line that is not there, and a session with it:\n"
        "    sacrum simulate --device pty:/tmp/sacrum --as 'sim:runner?duration_s=60' &\n"
        "    sacrum live serial:/tmp/sacrum");
    return {parser, [words] { return simulate(*words); }};
}

}  // namespace sacrum::app
