// Draws the extension's icon: three lines of a configuration, the last one mended. Run by `npm run icon`; the picture
// is committed, so that packaging does not depend on it. No library: shapes are distances, a PNG is a few chunks.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const size = 256;
/** Samples along each side of a pixel, for smooth edges. */
const samples = 4;

const colours = {
  ground: [16, 36, 62],
  line: [142, 168, 199],
  key: [94, 196, 182],
  squiggle: [240, 96, 88],
  check: [126, 214, 120],
};

/** Distance from a point to a line between two points. */
function distanceToSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** A line through points, with round ends. */
function stroke(colour, width, ...points) {
  return {
    colour,
    holds: (x, y) =>
      points.slice(1).some((point, index) => distanceToSegment(x, y, points[index], point) <= width / 2),
  };
}

/** A square with round corners over the whole picture. */
function roundedSquare(colour, radius) {
  return {
    colour,
    holds: (x, y) =>
      Math.hypot(
        Math.max(radius - x, 0, x - (size - radius)),
        Math.max(radius - y, 0, y - (size - radius)),
      ) <= radius,
  };
}

function wave(left, right, y, height, step) {
  const points = [];
  for (let x = left, up = true; x <= right; x += step, up = !up) points.push([x, up ? y : y - height]);
  return points;
}

/** What is drawn, the lowest first. */
const shapes = [
  roundedSquare(colours.ground, 44),
  stroke(colours.key, 18, [48, 72], [92, 72]),
  stroke(colours.line, 18, [124, 72], [208, 72]),
  stroke(colours.key, 18, [76, 120], [112, 120]),
  stroke(colours.line, 18, [144, 120], [208, 120]),
  stroke(colours.squiggle, 8, ...wave(76, 208, 152, 12, 12)),
  stroke(colours.check, 26, [84, 194], [112, 218], [166, 178]),
];

/** The colour of a pixel as red, green, blue, alpha. */
function pixel(column, row) {
  let [red, green, blue, covered] = [0, 0, 0, 0];
  for (let index = 0; index < samples * samples; index += 1) {
    const x = column + ((index % samples) + 0.5) / samples;
    const y = row + (Math.floor(index / samples) + 0.5) / samples;
    const shape = shapes.findLast((candidate) => candidate.holds(x, y));
    if (shape === undefined) continue;
    red += shape.colour[0];
    green += shape.colour[1];
    blue += shape.colour[2];
    covered += 1;
  }
  if (covered === 0) return [0, 0, 0, 0];
  const alpha = Math.round((255 * covered) / (samples * samples));
  return [...[red, green, blue].map((sum) => Math.round(sum / covered)), alpha];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function png() {
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    // Each row begins with its filter: none.
    rows.push(0);
    for (let column = 0; column < size; column += 1) rows.push(...pixel(column, row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel, red green blue alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

writeFileSync(fileURLToPath(new URL('../images/icon.png', import.meta.url)), png());
