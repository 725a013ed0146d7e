/**
 * The arrows of docs/architecture.md, one rule each. A forbidden import fails `npm run check`.
 */
const abilities = 'knowledge|flows|safety|delivery|reports|assets|notice'

/** One forbidden arrow. */
const never = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }),
    never('core-imports-nothing-of-ours', { path: '^src/core/' }, { path: '^src/', pathNot: '^src/core/' }),
    never('core-is-plain-typescript', { path: '^src/core/' }, { dependencyTypes: ['npm', 'core'] }),
    never(
      'abilities-do-not-know-each-other',
      { path: `^src/(${abilities})/` },
      { path: '^src/', pathNot: '^src/(core|content|time|$1)/' },
    ),
    never(
      'time-knows-only-core-and-content',
      { path: '^src/time/' },
      { path: '^src/', pathNot: '^src/(core|content|time)/' },
    ),
    never('content-knows-only-core', { path: '^src/content/' }, { path: '^src/', pathNot: '^src/(core|content)/' }),
    never(
      'office-decides-for-staff-and-knows-no-way-in',
      { path: '^src/office/' },
      { path: '^src/', pathNot: `^src/(core|time|content|office|${abilities})/` },
    ),
    never(
      'bot-only-decides',
      { path: '^src/bot/' },
      { path: '^src/', pathNot: `^src/(core|time|content|office|bot|${abilities})/` },
    ),
    never(
      'channels-speak-core-only',
      { path: '^src/channels/([^/]+)/' },
      { path: '^src/', pathNot: '^src/(core|time|channels/(http|$1))/|^src/channels/platform\\.ts$' },
    ),
    never(
      'the-wechat-client-knows-only-the-wire',
      { path: '^src/channels/wechat/client/' },
      { path: '^src/', pathNot: '^src/channels/wechat/(client/|(wire|protocol)\\.ts$)' },
    ),
    never(
      'store-implements-ports',
      { path: '^src/store/' },
      {
        path: '^src/',
        pathNot: `^src/(core|time|content|office|store|${abilities})/|^src/channels/web/(transcript|wire)\\.ts$`,
      },
    ),
    never(
      'the-console-asks-the-office',
      { path: '^src/console/' },
      {
        path: '^src/',
        pathNot: `^src/(core|time|content|office|console|${abilities})/|^src/bot/(ask|content|editing|office)\\.ts$|^src/channels/http/`,
      },
    ),
    never('the-model-knows-only-core', { path: '^src/model/' }, { path: '^src/', pathNot: '^src/(core|model)/' }),
    never('http-serves-what-it-is-given', { path: '^src/http/' }, { path: '^src/', pathNot: '^src/(core|http)/' }),
    never(
      'pages-see-only-the-wire',
      { path: '^src/pages/' },
      { path: '^src/', pathNot: '^src/(pages/|channels/web/wire\\.ts$)' },
    ),
    never(
      'platform-packages-stay-in-channels',
      { path: '^src/', pathNot: '^src/channels/' },
      { path: 'node_modules/(telegraf|wechaty)' },
    ),
    never(
      'sql-packages-stay-in-the-store',
      { path: '^src/', pathNot: '^src/store/' },
      { path: 'node_modules/(kysely|better-sqlite3|pg)/' },
    ),
    never(
      'only-the-outermost-import-the-wiring',
      { pathNot: '^(src/(app|commands|cli)|tests/)' },
      { path: '^src/app/' },
    ),
    never(
      'nobody-imports-the-command-line',
      { pathNot: '^src/(cli\\.ts|launch\\.mjs|commands/)|^tests/' },
      { path: '^src/(cli\\.ts|commands/)' },
    ),
    never('commands-work-through-the-shell', { path: '^src/commands/' }, { path: '^src/store/' }),
    never(
      'only-the-wiring-opens-the-store',
      { path: '^src/', pathNot: '^src/(store|app)/|^src/cli\\.ts$' },
      { path: '^src/store/' },
    ),
    never('product-does-not-use-its-tests', { path: '^src/' }, { path: '^tests/' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
}
