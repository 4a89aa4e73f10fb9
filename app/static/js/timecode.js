// Times as people read them and as addresses carry them; the same rules as app/domain/timecode.py.

export function formatTimecode(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const left = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${left}` : `${minutes}:${left}`;
}

// "#t=12.5,20" -> {start: 12.5, end: 20}; "#t=,20" starts at 0; null when it is no temporal fragment.
export function parseFragment(hash) {
  const match = /(?:^#|&)t=(?:npt:)?([\d.:]*)(?:,([\d.:]+))?(?:&|$)/.exec(hash);
  if (!match) return null;
  const start = parseClock(match[1] || "0");
  const end = match[2] === undefined ? null : parseClock(match[2]);
  if (!Number.isFinite(start) || (end !== null && !(end > start))) return null;
  return { start, end };
}

function parseClock(text) {
  return text.split(":").reduce((total, part) => total * 60 + (part === "" ? NaN : Number(part)), 0);
}
