// Left against right: medians of the last strides, their difference, and whether it says anything.
import { AlertMeasure } from "../messages/proto/action_pb";
import { GaitMode, Side } from "../messages/proto/event_pb";
import { difference, lastStride, liveCadence, usual, type Measure } from "../session/figures";
import type { Session } from "../session/session";
import * as texts from "../texts";
import { at, figure, make, mark, put, signed } from "./dom";
import { alertOf, isWithdrawn, zoneWords } from "./drops";

interface Row {
  id: string;
  measure: Measure;
  name: string;
  unit: string;
  decimals: number;
  scale?: number;
  alert?: AlertMeasure; // that speaks of both sides together
  carriesLevel?: boolean; // depends on how level the sensor sits
  isWhole?: boolean; // of the whole stride, so both sides say the same
}

const rows: Row[] = [
  { id: "drop", measure: "cpdPeakDeg", name: texts.rows.drop, unit: "°", decimals: 1, alert: AlertMeasure.DROP_ASYMMETRY, carriesLevel: true },
  { id: "fall", measure: "cpdExcursionDeg", name: texts.rows.fall, unit: "°", decimals: 1 },
  { id: "sway", measure: "swayMlMm", name: texts.rows.sway, unit: " mm", decimals: 0, alert: AlertMeasure.LATERAL_SWAY, isWhole: true },
  { id: "vertical", measure: "verticalOscMm", name: texts.rows.vertical, unit: " mm", decimals: 0, isWhole: true },
  { id: "contact", measure: "contactTimeS", name: texts.rows.contact, unit: " ms", decimals: 0, scale: 1000 },
  { id: "cadence", measure: "cadencePerMin", name: texts.rows.cadence, unit: " /min", decimals: 0, alert: AlertMeasure.CADENCE, isWhole: true },
];

function verdict(session: Session, row: Row): string {
  const found = difference(session, row.measure);
  if (!found) return texts.verdicts.few;
  const size = Math.abs(found.rightLessLeft);
  if (size <= found.chance) return texts.verdicts.chance;
  const isLevel = session.calibration?.isAccepted || session.mounting?.standingSdDeg !== undefined;
  if (row.carriesLevel && !isLevel) return texts.verdicts.askew;
  const detectable = row.carriesLevel && session.baseline?.measures.find((m) => m.measure === AlertMeasure.DROP_ASYMMETRY)?.detectable;
  if (detectable && size <= detectable) return texts.verdicts.belowDetectable(signed(detectable, row.decimals) + row.unit);
  return found.rightLessLeft > 0 ? texts.verdicts.moreRight : texts.verdicts.moreLeft;
}

function place(row: Row): HTMLElement {
  const known = document.getElementById(`row-${row.id}`);
  if (known) return known;
  const line = make("tr", "");
  line.id = `row-${row.id}`;
  line.append(Object.assign(make("th", "", row.name), { scope: "row" }));
  if (row.isWhole) line.append(Object.assign(make("td", "both"), { colSpan: 2 }), make("td", "difference"), make("td", "verdict"));
  else line.append(...["left", "right", "difference", "verdict"].map((part) => make("td", part)));
  at("measures-body").append(line);
  return line;
}

function showRow(session: Session, row: Row): void {
  const scale = row.scale ?? 1;
  const of = (side?: Side) => {
    const value = usual(session, row.measure, side);
    return value === undefined ? "–" : figure(scale * value, row.decimals) + row.unit;
  };
  const zone = row.alert ? zoneWords(session, row.alert, Side.SIDE_NOT_KNOWN) : "";
  const cells = place(row).children;
  if (row.isWhole) {
    put(cells[1], of());
    put(cells[3], zone);
    return;
  }
  const found = difference(session, row.measure);
  put(cells[1], of(Side.LEFT));
  put(cells[2], of(Side.RIGHT));
  put(cells[3], found ? `${signed(scale * found.rightLessLeft, row.decimals)} ± ${(scale * found.chance).toFixed(row.decimals)}${row.unit}` : "–");
  const note = row.id === "contact" && lastStride(session)?.mode === GaitMode.RUNNING ? texts.rows.contactNote : verdict(session, row);
  put(cells[4], zone ? `${note} · ${zone}` : note);
}

export function showMeasures(session: Session): void {
  for (const row of rows) showRow(session, row);
  const isHeldBack = isWithdrawn(session) && document.body.dataset.view === "runner";
  const pace = isHeldBack ? undefined : liveCadence(session);
  put(at("cadence-now"), figure(pace, 0));
  const alert = isHeldBack ? undefined : alertOf(session, AlertMeasure.CADENCE, Side.SIDE_NOT_KNOWN);
  put(at("cadence-zone"), alert ? zoneWords(session, AlertMeasure.CADENCE, Side.SIDE_NOT_KNOWN) : "");
  mark(at("cadence"), "unsure", pace === undefined ? "yes" : "no");
}
