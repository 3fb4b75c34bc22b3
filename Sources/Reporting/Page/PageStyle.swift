/// How the page looks and what its script does; neither holds anything that a file said.
enum PageStyle {
  /// Contrast is at least 4.5:1 in the light and in the dark; colour is never the only sign.
  static let css = """
    :root{color-scheme:light dark;--ink:#16191d;--soft:#4a5058;--paper:#fff;--panel:#f4f5f7;\
    --line:#868d96;--act:#8f0d0d;--look:#6b4700;--clear:#00512a;--bar:#2a5db0;--mark:#fdecec}\
    @media(prefers-color-scheme:dark){:root{--ink:#e9ebee;--soft:#b4bac2;--paper:#14171b;\
    --panel:#1f242a;--line:#7d8691;--act:#ff9d94;--look:#f0c267;--clear:#7fd6a4;--bar:#8ab4f8;\
    --mark:#3a1d1d}}\
    *{box-sizing:border-box}body{font:16px/1.45 system-ui,sans-serif;color:var(--ink);\
    background:var(--paper);margin:0 auto;padding:1rem;max-width:84rem}\
    h1{font-size:1.25rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem}\
    .top{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}\
    .verdict{font-size:1.75rem;font-weight:700;padding:.1rem 1rem;margin:.5rem 0;border:3px solid}\
    .verdict.act{color:var(--act)}.verdict.look{color:var(--look)}.verdict.clear{color:var(--clear)}\
    .soft{color:var(--soft);margin:.25rem 0}#stale{color:var(--act);font-weight:700}\
    .figures{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0;padding:0;list-style:none}\
    .figures li{background:var(--panel);border:1px solid var(--line);padding:.4rem .8rem;min-width:8rem}\
    .figures strong{display:block;font-size:1.4rem}.figures .bad strong{color:var(--act)}\
    .wide{overflow-x:auto}.wide:focus-visible{outline:3px solid var(--bar)}\
    table{border-collapse:collapse;width:100%;margin:0 0 1rem}caption{text-align:left;color:var(--soft)}\
    th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top;\
    font-weight:400;overflow-wrap:break-word;max-width:36rem}thead th{background:var(--panel);font-weight:700}\
    #exceptions td:last-child,#feeds td:nth-child(3){overflow-wrap:anywhere;min-width:12rem}\
    #exceptions td:nth-child(6){white-space:nowrap}.why{font-weight:400;font-size:1rem}\
    tr.act th,tr.act td{background:var(--mark)}code{font-size:.85rem;white-space:nowrap}\
    figure{margin:0 0 1rem}svg{width:100%;max-width:60rem;height:auto;overflow:visible}\
    svg rect{fill:var(--bar)}svg path{stroke:var(--bar);stroke-width:2;fill:none}\
    svg path.base{stroke:var(--line);stroke-width:1}svg text{fill:var(--ink);font-size:12px}\
    button{font:inherit;background:none;color:inherit;border:0;padding:0;cursor:pointer;text-align:left}\
    label{margin-right:1rem}input,select{font:inherit;color:inherit;background:var(--paper);\
    border:1px solid var(--line);padding:.2rem .4rem}\
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:1rem}\
    @media print{:root{--ink:#000;--soft:#333;--paper:#fff;--panel:#eee;--act:#8f0d0d;--look:#6b4700;\
    --clear:#00512a;--bar:#2a5db0;--mark:#fff}body{font-size:10px;padding:0;max-width:none}\
    tr,figure{break-inside:avoid}thead{display:table-header-group}#filters,details{display:none}\
    .wide{overflow:visible}code{white-space:normal;font-size:inherit}}
    """

  /// Sorting and filtering of the exceptions, and what says that the page is old.
  ///
  /// Without it everything is there to be read.
  static let script = """
    (function(){'use strict';\
    var age=document.getElementById('stale'),made=Date.parse(age.dataset.made);\
    function old(){if(Date.now()-made>age.dataset.after*1000){age.hidden=false;}}\
    old();setInterval(old,60000);\
    var table=document.getElementById('exceptions');if(!table){return;}\
    var rows=Array.prototype.slice.call(table.tBodies[0].rows),box=document.getElementById('filters'),\
    text=document.getElementById('text'),bad=document.getElementById('bad'),\
    count=document.getElementById('count');box.hidden=false;\
    function filter(){var n=0,t=text.value.toLowerCase();rows.forEach(function(r){\
    var on=(!bad.value||r.dataset.s===bad.value)&&r.textContent.toLowerCase().indexOf(t)>=0;\
    r.hidden=!on;if(on){n++;}});count.textContent=n+' of '+rows.length+' shown';}\
    text.addEventListener('input',filter);bad.addEventListener('change',filter);filter();\
    var ranks={critical:0,error:1,warning:2,info:3};\
    Array.prototype.forEach.call(table.tHead.rows[0].cells,function(th,i){\
    var b=document.createElement('button');b.type='button';b.textContent=th.textContent;\
    th.textContent='';th.appendChild(b);b.addEventListener('click',function(){\
    var up=th.getAttribute('aria-sort')!=='ascending';\
    Array.prototype.forEach.call(table.tHead.rows[0].cells,function(c){c.removeAttribute('aria-sort');});\
    th.setAttribute('aria-sort',up?'ascending':'descending');\
    function key(r){var v=r.cells[i].textContent;if(v in ranks){return ranks[v];}\
    var n=Number(v);return v!==''&&!isNaN(n)?n:v;}\
    rows.sort(function(a,c){var x=key(a),y=key(c);\
    var o=typeof x===typeof y?(x<y?-1:x>y?1:0):typeof x==='number'?-1:1;return up?o:-o;});\
    rows.forEach(function(r){table.tBodies[0].appendChild(r);});});});})();
    """

  /// The only script that the page may run, as a browser names it.
  static let scriptHash = "sha256-2di6EfwYVs1cyeT/cAVFT99XP0KOrUP/YEg7Pb5yN4M="
}
