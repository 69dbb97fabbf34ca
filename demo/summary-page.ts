// The job summary as a page of its own, as near to GitHub's rendering as a file without network can be.
import { marked } from 'marked';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1, h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em; }
  table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
  th, td { border: 1px solid #d1d9e0; padding: .4rem .8rem; text-align: left; }
  tr:nth-child(2n) { background: #f6f8fa; }
  code { font: 85% ui-monospace, monospace; background: #818b981f; padding: .2em .4em; border-radius: 6px; }
  pre { background: #f6f8fa; padding: 1rem; border-radius: 6px; overflow: auto; }
  pre code { background: none; padding: 0; }
  blockquote { border-left: .25em solid #d1d9e0; color: #59636e; margin: 0; padding: 0 1em; }
  @media (prefers-color-scheme: dark) {
    body { color: #f0f6fc; background: #0d1117; }
    h1, h2, th, td { border-color: #3d444d; }
    tr:nth-child(2n), pre { background: #151b23; }
    a { color: #4493f8; }
  }`;

export async function summaryPage(title: string, markdown: string): Promise<string> {
  const body = await marked.parse(markdown, { gfm: true });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>
<style>${STYLE}
</style>
</head>
<body>
${body}</body>
</html>
`;
}
