// A made-up session in which everything goes wrong now and then: notifications lost, damaged and behind garbage, links that
// break, a device that restarts, a disk that is full for a while, pages that come and go. Says what became of it.
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Live, folder, hasFigures, openBrowser, openPage, program } from "./support.mjs";

const kRate = 200; // Hz
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

// A disk of its own, which can be filled; none where that is not allowed.
function smallDisk(megabytes) {
  const place = join(folder, "disk");
  mkdirSync(place);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", place]).status !== 0) return { place, canFill: false, remove() {} };
  const ballast = join(place, "ballast");
  return {
    place,
    canFill: true,
    fill() {
      const file = openSync(ballast, "w");
      try { for (const block = Buffer.alloc(1 << 20); ;) writeSync(file, block); } catch (full) { if (full.code !== "ENOSPC") throw full; } finally { closeSync(file); }
    },
    makeSpace() { rmSync(ballast); },
    remove() { spawnSync("umount", [place]); },
  };
}

// As `live --lines` says them: start in s, side, drop and fall in deg.
function strideLines(out) {
  const line = /^ *([\d.]+) s +(left|right) +drop +([−-]?[\d.]+)° +fall +([−-]?[\d.]+)°/gm;
  return [...out.matchAll(line)].map(([, ...words]) => words.map((word, n) => (n === 1 ? word : Number(word.replace("−", "-")))));
}

function rowsOf(file) {
  const [header, ...rows] = readFileSync(file, "utf8").trim().split("\n").map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(header.map((column, n) => [column, row[n]])));
}

// Pages that come, look and go until the session is over; how many there were.
async function visit(live, isOver) {
  const browser = await openBrowser();
  let visits = 0;
  try {
    while (!isOver()) {
      const page = await openPage(browser, live.url);
      await hasFigures(page);
      await pause(700);
      if (page.faults.length > 0 && !isOver()) throw new Error(page.faults.join("\n"));
      await page.context().close();
      visits += 1;
      await pause(300);
    }
  } catch (fault) {
    if (!isOver()) throw fault; // a page may go down with the session
  } finally {
    await browser.close();
  }
  return visits;
}

export async function faultySession({ hours, speed, everyMs = 1000 }) {
  const seconds = Math.round(hours * 3600);
  const disk = smallDisk(Math.ceil(32 + 110 * hours)); // for the recording and its report
  const recording = join(disk.place, "session.sacrum");
  const faults = "loss_percent=0.5&loss_burst=3&damaged_percent=0.3&disconnect_every_s=1800&disconnect_for_s=7&restart_every_s=3600&restart_for_s=3";
  const memory = [];
  let over = false, filled = false;
  try {
    const live = await Live.start(`sim:runner?duration_s=${seconds}&speed=${speed}&${faults}`, "--lines", "--record", recording);
    const ends = live.left.then((code) => { over = true; return code; });
    const visits = visit(live, () => over || /^ended after/m.test(live.out));
    const began = performance.now();
    const session = () => (performance.now() - began) / 1000 * speed;
    while (!over && session() < seconds) {
      memory.push([session() / 3600, residentMb(live.child.pid)]);
      if (disk.canFill && !filled && session() > 0.3 * seconds) {
        filled = true;
        disk.fill();
        await live.says(/the disk is full/, 5000);
        disk.makeSpace();
      }
      await pause(everyMs);
    }
    const pages = await visits;
    const code = await ends;
    const results = join(folder, "again");
    const again = spawnSync(program, ["analyze", "--pass", "causal", recording, "--out", results], { encoding: "utf8" });
    if (again.status !== 0) throw new Error(again.stderr);
    const { quality } = JSON.parse(readFileSync(join(results, "session", "report.json"), "utf8"));
    const analysed = rowsOf(join(results, "session", "strides.csv")).filter((row) => row.valid === "1");
    const said = strideLines(live.lines);
    const agrees = ([start, side, drop, fall], n) => {
      const row = analysed[n];
      return row && Math.abs(Number(row.t_start_s) - start) < 0.051 && row.side === (side === "left" ? "L" : "R") &&
        Math.abs(Number(row.cpd_peak_deg) - drop) < 0.051 && Math.abs(Number(row.cpd_excursion_deg) - fall) < 0.051;
    };
    const agree = said.filter(agrees);
    const n = said.findIndex((words, k) => !agrees(words, k));
    if (n >= 0) console.log(`first difference: said ${said[n].join(" ")}, analysed ${Object.values(analysed[n] ?? {}).slice(0, 12).join(" ")}`);
    return {
      code, out: live.out, pages, filled, canFill: disk.canFill, memory, samples: quality.samples, missing: quality.missing_samples, expected: seconds * kRate,
      gaps: quality.gaps.length, said: said.length, analysed: analysed.length, agree: agree.length,
    };
  } finally {
    disk.remove();
  }
}
