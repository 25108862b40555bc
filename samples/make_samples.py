#!/usr/bin/python3
"""Makes the sample PDFs and their truths from the sources in orders/.

usage: make_samples.py [--orders DIR] [--out DIR] [--flat] [--truth-only] [NAME...]

Needs python3-docx, LibreOffice Writer (soffice), Chromium, qpdf and poppler-utils. A source names its ENGINES ('lo', 'chromium', or 'weasy' for WeasyPrint); each
gives pdf/NAME.ENGINE.pdf, and all share truth/NAME.truth.json. --flat writes OUT/NAME/NAME.ENGINE.pdf with the truth beside it.
The engines stamp the time and name their fonts anew at each run, so the bytes differ from run to run: the committed PDFs are the reference.
"""
import argparse
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import layout
import markup


def run(*command, **more):
    done = subprocess.run([str(x) for x in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    if done.returncode not in (0, 3):  # 3 is qpdf's «with warnings»
        raise SystemExit('%s failed:\n%s' % (command[0], done.stdout.decode('utf-8', 'replace')))


def load(path):
    spec = importlib.util.spec_from_file_location('order_' + re.sub(r'\W', '_', path.stem), path)
    order = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(order)
    return order


def print_with(engine, order, folder):
    pdf = folder / 'order.pdf'
    if engine == 'lo':
        layout.write_docx(order, str(folder / 'order.docx'))
        run('soffice', '-env:UserInstallation=file://%s/profile' % folder, '--headless', '--convert-to', 'pdf', '--outdir', folder, folder / 'order.docx')
    else:
        layout.write_html(order, str(folder / 'order.html'))
        if engine == 'weasy':
            run('weasyprint', folder / 'order.html', pdf)
            return pdf
        run('chromium', '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run',
            '--user-data-dir=%s/profile' % folder, '--no-pdf-header-footer', '--print-to-pdf=%s' % pdf, 'file://%s/order.html' % folder)
    return pdf


def picture_page(pdf, page, out, folder):
    """The page as a scanner would give it: one grey JPEG that fills the page, no text."""
    run('pdftoppm', '-r', '150', '-gray', '-jpeg', '-singlefile', '-f', page, '-l', page, pdf, folder / 'scan')
    data = (folder / 'scan.jpg').read_bytes()
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2): at += 2 + int.from_bytes(data[at + 2:at + 4], 'big')
    height, width = int.from_bytes(data[at + 5:at + 7], 'big'), int.from_bytes(data[at + 7:at + 9], 'big')
    space = b'DeviceGray' if data[at + 9] == 1 else b'DeviceRGB'
    w, h = width * 72 / 150, height * 72 / 150
    content = b'q %.2f 0 0 %.2f 0 0 cm /Im Do Q' % (w, h)
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
               b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</XObject<</Im 5 0 R>>>>/Contents 4 0 R>>' % (w, h),
               b'<</Length %d>>stream\n%s\nendstream' % (len(content), content),
               b'<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream'
               % (width, height, space, len(data), data)]
    body, offsets = b'%PDF-1.4\n', []
    for number, value in enumerate(objects, 1):
        offsets.append(len(body))
        body += b'%d 0 obj\n%s\nendobj\n' % (number, value)
    table = b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % x for x in offsets)
    out.write_bytes(body + table + b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, len(body)))


def finish(order, pdf, out, folder):
    """What happens to the file after printing: pages turned, pages replaced by their picture, another order added behind."""
    current = pdf
    def step(*command):
        nonlocal current
        target = folder / ('step%d.pdf' % len(list(folder.glob('step*.pdf'))))
        run('qpdf', *[x if x is not None else current for x in command], target)
        current = target
    count = int(subprocess.run(['qpdf', '--show-npages', str(pdf)], stdout=subprocess.PIPE).stdout)
    pages = lambda wanted: [p if p > 0 else count + 1 + p for p in wanted]
    for page in pages(getattr(order, 'SCANNED_PAGES', [])):
        picture_page(current, page, folder / 'picture.pdf', folder)
        ranges = [(current, '1-%d' % (page - 1))] * (page > 1) + [(folder / 'picture.pdf', '1')] + [(current, '%d-z' % (page + 1))] * (page < count)
        step('--empty', '--pages', *[x for pair in ranges for x in pair], '--')
    for page in pages(getattr(order, 'TURNED_PAGES', [])): step(None, '--rotate=+90:%d' % page)
    for name in getattr(order, 'FOLLOWED_BY', []):
        other = out.parent / name
        step('--empty', '--pages', current, other, '--')
    out.write_bytes(current.read_bytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--orders', type=pathlib.Path, default=HERE / 'orders')
    parser.add_argument('--out', type=pathlib.Path, default=HERE)
    parser.add_argument('--flat', action='store_true')
    parser.add_argument('--truth-only', action='store_true')
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    for source in sorted(options.orders.glob('*.py')):
        if options.names and source.stem not in options.names: continue
        order = load(source)
        pdf_folder = options.out / order.NAME if options.flat else options.out / 'pdf'
        truth_folder = pdf_folder if options.flat else options.out / 'truth'
        for folder in (pdf_folder, truth_folder): folder.mkdir(parents=True, exist_ok=True)
        truth = markup.truth_of(order)
        if not getattr(order, 'WITHOUT_TRUTH', False):
            (truth_folder / (order.NAME + '.truth.json')).write_text(json.dumps(truth, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
        if options.truth_only: continue
        for engine in order.ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                out = pdf_folder / ('%s.%s.pdf' % (order.NAME, engine))
                finish(order, print_with(engine, order, folder), out, folder)
                print(out, flush=True)


if __name__ == '__main__': main()
