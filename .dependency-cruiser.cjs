/**
 * Data flows one way: text → syntax → tenant → lineage → rules → readiness → editor.
 * A folder of server/src imports only from folders before it in this list.
 */
const stages = [
  'catalog',
  'syntax',
  'sql',
  'format',
  'tenant',
  'lineage',
  'edits',
  'rules',
  'readiness',
  'analysis',
  'workspace',
  'language',
  'protocol',
  'commandline',
];

const flow = stages.map((stage, index) => ({
  name: `flow-${stage}`,
  comment: `${stage} may import only what stands before it in the flow of data.`,
  severity: 'error',
  from: { path: `^server/src/${stage}/` },
  to: {
    path: `^server/src/(${[...stages.slice(index + 1), 'node\\.ts', 'browser\\.ts'].join('|')})`,
  },
}));

module.exports = {
  forbidden: [
    ...flow,
    {
      name: 'sql-and-syntax-apart',
      severity: 'error',
      from: { path: '^server/src/sql/' },
      to: { path: '^server/src/syntax/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'client-knows-no-engine',
      comment: 'The extension starts the server and shows its results; no rule and no YAML there.',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^server/src/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
