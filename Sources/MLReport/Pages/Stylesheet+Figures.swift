extension Stylesheet {
    static let tables = """
        .table{max-width:100%}
        .table.wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}
        caption{text-align:left;color:var(--soft);font-size:.8125rem;padding-bottom:.375rem}
        th,td{padding:.375rem .625rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);
        overflow-wrap:break-word}
        th:first-child,td:first-child{padding-left:.25rem}
        th:last-child,td:last-child{padding-right:.25rem}
        thead th{font-weight:600;font-size:.8125rem;vertical-align:bottom;background:var(--paper);
        border-bottom:1px solid var(--strong-line);overflow-wrap:normal}
        tbody th{font-weight:500;max-width:22rem}
        tbody tr:hover>*{background:var(--ground)}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .number small{white-space:normal}
        .unit{font-weight:400;color:var(--soft)}
        .drawing{min-width:7rem}
        .text{min-width:4rem}
        td code{white-space:nowrap}
        .card th,.card td{padding-top:.1875rem;padding-bottom:.1875rem}
        .card .drawing{min-width:6rem;vertical-align:middle}
        td.drawing{vertical-align:middle}

        """

    static let charts = """
        svg{display:block;width:100%;overflow:visible;font-family:inherit;font-size:11px}
        svg text{fill:var(--soft);font-variant-numeric:tabular-nums;unicode-bidi:isolate}
        svg .value{fill:var(--ink)}
        svg .grid{stroke:var(--line)}
        svg .bar{stroke:var(--paper);stroke-width:1}
        svg .axis{stroke:var(--strong-line)}
        svg .zero{stroke:var(--soft);stroke-dasharray:3 3}
        svg .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round;vector-effect:non-scaling-stroke}
        svg .dashed{stroke-dasharray:5 4}
        svg .whisker{stroke-width:1.75}
        .band{opacity:.18}
        .shade{background:color-mix(in srgb,var(--mark) var(--share),var(--paper))}
        .forest .drawing{width:34%;min-width:9rem}
        .forest td,.forest th{vertical-align:middle}
        .f1{fill:var(--mark)}.f1s{fill:var(--mark-soft)}.f2{fill:var(--second)}.f2s{fill:var(--second-soft)}
        .f3{fill:var(--third)}.f4{fill:var(--fourth)}.f0{fill:var(--rest)}.fg{fill:var(--good)}.fb{fill:var(--bad)}
        .fl{fill:var(--track)}
        .s1{stroke:var(--mark)}.s2{stroke:var(--second)}.s3{stroke:var(--third)}.s4{stroke:var(--fourth)}
        .s0{stroke:var(--rest)}.sg{stroke:var(--good)}.sb{stroke:var(--bad)}.si{stroke:var(--ink)}
        .fi{fill:var(--ink)}
        g.hot:hover{opacity:.75}
        figure figcaption{color:var(--soft);font-size:.8125rem;margin-bottom:.375rem}
        .legend{display:flex;flex-wrap:wrap;gap:.125rem 1rem;list-style:none;padding:0;font-size:.8125rem;
        color:var(--ink);margin-bottom:.375rem}
        .legend svg{display:inline-block;width:14px;height:10px;margin-right:.375rem}

        """

    static let media = """
        @media (min-width:44rem){thead th{position:sticky;top:0;z-index:1}.wide thead th{position:static}}
        @media (max-width:44rem){html{font-size:14px}body{padding:0 1rem 1.5rem}
        .table,.table.wide{overflow-x:auto;background:linear-gradient(to right,var(--paper) 40%,transparent) 0 0/2rem 100%,
        linear-gradient(to left,var(--paper) 40%,transparent) 100% 0/2rem 100%,
        linear-gradient(to right,var(--strong-line),transparent) 0 0/.625rem 100%,
        linear-gradient(to left,var(--strong-line),transparent) 100% 0/.625rem 100%;
        background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}
        thead th{background:none}caption{max-width:calc(100vw - 2rem)}.card caption{max-width:calc(100vw - 4.25rem)}
        td.text:last-child{min-width:9rem}.forest .drawing{min-width:8rem}
        tbody th code{display:inline-block;min-width:12rem}
        .lines>div{grid-template-columns:1fr;gap:0}th,td{padding:.375rem}
        .facts{grid-template-columns:repeat(auto-fill,minmax(6rem,1fr))}}
        @media print{:root{color-scheme:light;--paper:#fff;--ground:#fff;--line:#d5dae0;--strong-line:#9aa3ad;
        --ink:#000;--soft:#454d57;--link:#000;--mark:#3a7cb8;--mark-soft:#b5d0e8;--second:#b85410;--second-soft:#f0c9a8;
        --third:#1d7f68;--fourth:#8a4f9e;--rest:#7f8995;--track:#eef1f4;--good:#0b6650;--good-ground:#e3f4ee;
        --bad:#a33a06;--bad-ground:#fdebe2;--unsure:#705400;--unsure-ground:#fbf3d8;--plain:#3d4754;
        --plain-ground:#eceff3}
        @page{margin:14mm}
        html{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{max-width:none;padding:0}nav,.skip{display:none}header.page{padding-top:0}
        a{text-decoration:none;color:inherit}thead{display:table-header-group}thead th{position:static}
        tr,.card,.verdict,.tiles,figure{break-inside:avoid}h2,h3,caption{break-after:avoid}
        .table,.table.wide{overflow:visible}
        details::details-content{content-visibility:visible;height:auto}summary{list-style:none}
        .cards{grid-template-columns:1fr 1fr;gap:4mm}.forest{break-inside:avoid}}

        """
}
