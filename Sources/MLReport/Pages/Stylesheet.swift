/// The style of all pages.
enum Stylesheet {
    static let text = colours + page + parts + tables + charts + media

    /// Text has a contrast of at least 4.5 to 1 on its ground, marks at least 3 to 1, as the Web Content Accessibility
    /// Guidelines define it.
    ///
    /// The hues are those of Okabe and Ito (*Color Universal Design*, 2008), darkened on light ground and lightened on
    /// dark, which people with any of the common forms of colour blindness can tell apart.
    private static let colours = """
        :root{color-scheme:light dark;--paper:#fff;--ground:#f5f6f8;--line:#dde1e6;--strong-line:#b9c0c9;--ink:#1a1f26;
        --soft:#545d69;--link:#0a5a9c;--mark:#3a7cb8;--mark-soft:#b5d0e8;--second:#b85410;--second-soft:#f0c9a8;
        --third:#1d7f68;--fourth:#8a4f9e;--rest:#7f8995;--track:#eef1f4;--good:#0b6650;--good-ground:#e3f4ee;
        --bad:#a33a06;--bad-ground:#fdebe2;--unsure:#705400;--unsure-ground:#fbf3d8;--plain:#3d4754;
        --plain-ground:#eceff3}
        @media (prefers-color-scheme:dark){:root{--paper:#15181d;--ground:#1d2127;--line:#323942;--strong-line:#515b67;
        --ink:#e8ebef;--soft:#a7b0bc;--link:#79bdf5;--mark:#5f9fd8;--mark-soft:#2c4a66;--second:#eb8a48;
        --second-soft:#5f3a20;--third:#4dbb9e;--fourth:#c592d8;--rest:#7c8693;--track:#323942;--good:#5ccfae;
        --good-ground:#15332b;--bad:#ff9d68;--bad-ground:#412314;--unsure:#e8c75c;--unsure-ground:#382f12;
        --plain:#c4ccd6;--plain-ground:#2a3038}}

        """

    private static let page = """
        *{box-sizing:border-box}
        html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
        background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0 auto;padding:0 1.5rem 2rem;max-width:75rem;overflow-wrap:break-word}
        h1,h2,h3,h4,p,dl,dd,ul,ol,figure{margin:0}
        h1{font-size:1.75rem;line-height:1.2;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
        h2{font-size:1.25rem;line-height:1.3;font-weight:650;margin:0 0 .75rem}
        h3{font-size:1rem;line-height:1.35;font-weight:650;overflow-wrap:anywhere}
        h4{font-size:.8125rem;font-weight:600;color:var(--soft)}
        a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        code{font:.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
        overflow-wrap:anywhere}
        small{font-size:.8125rem;color:var(--soft)}
        .skip{position:absolute;left:-100vw;top:0;background:var(--paper);padding:.5rem 1rem;z-index:3}
        .skip:focus{left:0}
        header.page{padding:1.75rem 0 1.25rem}
        header.page .kind{color:var(--soft);font-size:.875rem;margin-bottom:.25rem}
        header.page .subtitle{color:var(--soft);margin-top:.25rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin-top:.75rem;
        font-size:.9375rem}
        main>section{margin-top:2.25rem}
        main>section.summary{margin-top:0}
        footer.page{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--soft);
        font-size:.8125rem}

        """

    private static let parts = """
        .verdict{display:flex;gap:.875rem;align-items:flex-start;padding:1rem 1.125rem;border-radius:.5rem;
        border-left:.375rem solid currentColor}
        .verdict>.sign{flex:none;width:1.75rem;height:1.75rem;border-radius:50%;background:currentColor;display:grid;
        place-items:center;font-weight:700;line-height:1}
        .verdict>.sign{-webkit-text-fill-color:var(--paper)}
        .verdict .headline{font-size:1.1875rem;line-height:1.4;font-weight:650}
        .verdict .detail{color:var(--ink);margin-top:.25rem}
        .verdict .detail ul{padding-left:1.125rem}
        .verdict.good,.badge.good{color:var(--good);background:var(--good-ground)}
        .verdict.bad,.badge.bad{color:var(--bad);background:var(--bad-ground)}
        .verdict.unsure,.badge.unsure{color:var(--unsure);background:var(--unsure-ground)}
        .verdict.plain,.badge.plain{color:var(--plain);background:var(--plain-ground)}
        .badge{display:inline-block;padding:.0625rem .5rem;border-radius:.75rem;font-size:.8125rem;font-weight:550;
        line-height:1.45;white-space:nowrap}
        .badge .sign{font-weight:700;margin-right:.3rem}
        .badges{display:flex;flex-wrap:wrap;gap:.25rem .375rem}
        .note{color:var(--soft);font-size:.8125rem;margin-top:.5rem;max-width:52rem}
        .name{white-space:pre-wrap;font-style:inherit}
        .lead{max-width:46rem}
        .missing small{white-space:normal}
        .tiles{display:flex;flex-wrap:wrap;gap:1px;margin-top:1rem;
        background:var(--line);border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
        .tiles>div{flex:1 1 9.5rem;background:var(--paper);padding:.625rem .875rem;display:flex;flex-direction:column}
        .tiles dt{order:1;color:var(--soft);font-size:.8125rem}
        .tiles dd.note{order:2;margin:0}
        .tiles dd:not(.note){font-size:1.375rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.25rem,1fr));gap:.375rem .875rem;
        font-size:.875rem}
        .facts dt{color:var(--soft);font-size:.75rem;line-height:1.3}
        .facts dd.note{margin:0}
        .facts dd{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .lines>div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:1rem;padding:.375rem 0;
        border-top:1px solid var(--line)}
        .lines>div:first-child{border-top:0}
        .lines dt{color:var(--soft)}
        .lines dd{overflow-wrap:anywhere}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,30rem),1fr));gap:1rem}
        .card{border:1px solid var(--line);border-radius:.5rem;padding:.875rem 1rem;min-width:0;display:flex;
        flex-direction:column;gap:.625rem}
        .card>header{display:flex;flex-wrap:wrap;gap:.25rem .625rem;align-items:baseline;justify-content:space-between}
        details{border-top:1px solid var(--line);padding:.5rem 0}
        summary{cursor:pointer;font-weight:550;padding:.125rem 0}
        details[open]>summary{margin-bottom:.625rem}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1rem;margin:1rem 0}
        .pair>div{border-top:2px solid var(--strong-line);padding-top:.5rem}
        .label{color:var(--soft);font-size:.8125rem}
        .gap{margin-top:1.5rem;margin-bottom:.375rem}
        .table+.table,.forest+.forest,.forest+.table,.table+.forest,.table+figure,figure+.table{margin-top:1.5rem}
        .plain-list{padding-left:1.25rem}
        .plain-list li{margin:.125rem 0}

        """
}
