// Writes a spec anew in which each variant of a union demands its own value of the discriminator.
//
//   node discriminators.js SPEC > COPY
//
// None of the tools reads `discriminator`: a LinkAja request has every field that an OVO request needs, so that it fits
// two variants of a `oneOf`. The copy says the same as the spec in words that all of them know, and is no looser.

'use strict';

const fs = require('node:fs');
const YAML = require('yaml');

function demandValues(node) {
  if (node === null || typeof node !== 'object') return;
  const { oneOf, discriminator } = node;
  if (oneOf && discriminator) {
    node.oneOf = Object.entries(discriminator.mapping).map(([value, $ref]) => ({
      allOf: [
        { $ref },
        {
          type: 'object',
          required: [discriminator.propertyName],
          properties: { [discriminator.propertyName]: { type: 'string', enum: [value] } },
        },
      ],
    }));
  }
  Object.values(node).forEach(demandValues);
}

const spec = YAML.parse(fs.readFileSync(process.argv[2], 'utf8'));
demandValues(spec);
console.log(JSON.stringify(spec));
