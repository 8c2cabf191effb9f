/** The look of the page inside a data package: the fonts of the device, light and dark, and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#241c17;--soft:#6b5d52;--paper:#fffdf9;--back:#f4efe9;--edge:#8a6236;--line:#e3dacf;--mine:#ecdcc3}
@media (prefers-color-scheme:dark){:root{--ink:#f3ece4;--soft:#c4b5a6;--paper:#211a15;--back:#17120e;--edge:#b08a58;--line:#43372d;--mine:#4a3823}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:17px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:1rem}section,header{background:var(--paper);margin:0 0 1rem;padding:1rem 1.25rem;border-radius:12px}
h1,h2{font-family:Georgia,serif;line-height:1.2;margin:0 0 .5rem}h3{margin:1rem 0 .25rem;font-size:1rem}p{margin:.25rem 0;white-space:pre-line}
.soft,time{color:var(--soft);font-size:.85rem}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem .35rem 0;border-top:1px solid var(--line)}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;white-space:pre-line}
article{max-width:82%;margin:.5rem 0;padding:.5rem .8rem;border:1px solid var(--line);border-radius:16px 16px 16px 4px}article.me{margin-left:auto;background:var(--mine);border-color:transparent;border-radius:16px 16px 4px 16px}
.note{text-align:center;color:var(--soft);font-size:.85rem;margin:.75rem 0}img,video{max-width:100%;height:auto;border-radius:8px}audio{width:100%}
.act{border-left:3px solid var(--edge);padding-left:.5rem;font-size:.85rem}a{color:inherit}.scroll{overflow-x:auto}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{body{background:none}section,header{padding:0;break-inside:auto}article{break-inside:avoid}}`;
