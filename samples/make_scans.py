#!/usr/bin/python3
"""Makes pictures of the sample PDFs, as scanners, fax machines and telephones give them.

usage: make_scans.py [--out DIR] [NAME.KIND ...]

Needs python3-pil, python3-numpy, poppler-utils and qpdf. What each kind does is in KINDS below; the truth of scans/NAME.KIND.* is
truth/NAME.truth.json. Chance is seeded by the name, so that a second run gives the same pictures (the bytes of a JPEG depend on
the version of the library).
"""
import argparse
import io
import pathlib
import subprocess
import tempfile
import zlib

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf'


# ---- what may happen to a page: Image -> Image --------------------------------------------------------------------------

def skewed(page, degrees):
    """Content turned clockwise."""
    return page.rotate(-degrees, Image.BICUBIC, fillcolor='white')


def noisy(page, chance, sigma):
    values = numpy.asarray(page, dtype=numpy.float32)
    return Image.fromarray(numpy.clip(values + chance.normal(0, sigma, values.shape), 0, 255).astype(numpy.uint8))


def specked(page, chance, count):
    draw = ImageDraw.Draw(page)
    for _ in range(count):
        x, y, r = chance.randint(page.width), chance.randint(page.height), chance.randint(1, 3)
        draw.ellipse([x - r, y - r, x + r, y + r], fill='black')
    return page


def faint(page, ink, paper):
    """Print that lost its toner: black becomes `ink`, on paper no longer white."""
    return page.point(lambda v: ink + (paper - ink) * v // 255)


def showing_through(page, other, strength):
    back = other.transpose(Image.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2)).resize(page.size)
    return ImageChops.multiply(page, back.point(lambda v: 255 - int((255 - v) * strength)))


def lid_edges(page, chance):
    """The dark lid of a scanner beside the sheet."""
    draw = ImageDraw.Draw(page)
    w, h = page.size
    draw.polygon([(0, 0), (w // 40, 0), (w // 120, h), (0, h)], fill=25)
    draw.rectangle([0, h - h // 90, w, h], fill=40)
    return page


def stamped(page, chance):
    """A round blue stamp and a signature in the lower third, over the print that is there."""
    layer = Image.new('RGB', page.size, 'white')
    draw = ImageDraw.Draw(layer)
    ink, pen = (58, 74, 168), (36, 52, 150)
    dpi = page.width / 8.27
    r = 0.75 * dpi
    x, y = page.width * 0.5, page.height * 0.55
    for radius, width in ((r, 0.02), (r * 0.62, 0.012)):
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], outline=ink, width=max(2, int(width * dpi)))
    font = ImageFont.truetype(FONT, int(0.11 * dpi))
    text = 'УПРАВЛЕНИЕ ОБРАЗОВАНИЯ * ДЛЯ ДОКУМЕНТОВ * '
    for i, letter in enumerate(text):
        angle = 2 * numpy.pi * i / len(text)
        glyph = Image.new('L', (int(0.2 * dpi),) * 2, 0)
        ImageDraw.Draw(glyph).text((glyph.width / 2, glyph.height / 2), letter, fill=255, font=font, anchor='mm')
        glyph = glyph.rotate(-numpy.degrees(angle) - 90, Image.BICUBIC)
        at = (int(x + r * 0.81 * numpy.cos(angle) - glyph.width / 2), int(y + r * 0.81 * numpy.sin(angle) - glyph.height / 2))
        layer.paste(ink, at, glyph)
    points = [(x - 1.2 * dpi + i * 0.12 * dpi, y + 0.25 * dpi * numpy.sin(i * 1.9) + chance.normal(0, 0.05 * dpi)) for i in range(22)]
    draw.line(points, fill=pen, width=max(2, int(0.018 * dpi)), joint='curve')
    return ImageChops.multiply(page, layer.filter(ImageFilter.GaussianBlur(0.7)))


def photographed(page, chance):
    """Lies on a dark desk, seen from aside, lit from one corner, a little curled."""
    page = page.convert('RGB')
    w, h = int(page.width * 1.22), int(page.height * 1.18)
    corners = [(0.09, 0.07), (0.90, 0.10), (0.955, 0.94), (0.045, 0.95)]
    corners = [(x * w, y * h) for x, y in corners]
    a, b = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]):
        a += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        b += [u, v]
    map_back = numpy.linalg.solve(numpy.array(a, float), numpy.array(b, float))
    sheet = page.transform((w, h), Image.PERSPECTIVE, map_back, Image.BICUBIC)
    inside = Image.new('L', page.size, 255).transform((w, h), Image.PERSPECTIVE, map_back, Image.BICUBIC)
    grain = chance.normal(0, 6, (h, 1, 1)) + chance.normal(0, 3, (h, w, 1))
    desk = Image.fromarray(numpy.clip(numpy.array([92, 66, 48]) + grain, 0, 255).astype(numpy.uint8))
    desk.paste(sheet, (0, 0), inside)
    yy, xx = numpy.mgrid[0:h, 0:w]
    light = 1.0 - 0.38 * (xx / w) ** 1.5 - 0.14 * (yy / h)
    values = numpy.asarray(desk, dtype=numpy.float32) * light[..., None] * numpy.array([1.0, 0.97, 0.9])
    values += chance.normal(0, 2.0, values.shape)
    return Image.fromarray(numpy.clip(values, 0, 255).astype(numpy.uint8)).filter(ImageFilter.GaussianBlur(0.6))


def bilevel(page, threshold=150):
    return page.convert('L').point(lambda v: 255 if v >= threshold else 0).convert('1', dither=Image.NONE)


# ---- files ---------------------------------------------------------------------------------------------------------------

def group4(page):
    """The strip of a TIFF is what /CCITTFaxDecode wants."""
    buffer = io.BytesIO()
    page.save(buffer, 'TIFF', compression='group4', strip_size=1 << 30)
    tiff = Image.open(buffer)
    start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return buffer.getvalue()[start:start + length]


def image_object(page, quality):
    if page.mode == '1':
        return (b'/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/BlackIs1 true/Columns %d/Rows %d>>'
                % page.size, group4(page))
    buffer = io.BytesIO()
    page.save(buffer, 'JPEG', quality=quality)
    space = b'DeviceGray' if page.mode == 'L' else b'DeviceRGB'
    return b'/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode' % space, buffer.getvalue()


def write_pdf(path, pages, dpi, quality):
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', None]
    kids = []
    for page in pages:
        entries, data = image_object(page, quality)
        w, h = page.width * 72 / dpi, page.height * 72 / dpi
        content = b'q %.2f 0 0 %.2f 0 0 cm /Im Do Q' % (w, h)
        first = len(objects) + 1
        kids.append(b'%d 0 R' % first)
        objects += [b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</XObject<</Im %d 0 R>>>>/Contents %d 0 R>>' % (w, h, first + 2, first + 1),
                    b'<</Length %d>>stream\n%s\nendstream' % (len(content), content),
                    b'<</Type/XObject/Subtype/Image/Width %d/Height %d%s/Length %d>>stream\n%s\nendstream' % (page.width, page.height, entries, len(data), data)]
    objects[1] = b'<</Type/Pages/Kids[%s]/Count %d>>' % (b' '.join(kids), len(kids))
    body, offsets = b'%PDF-1.4\n', []
    for number, value in enumerate(objects, 1):
        offsets.append(len(body))
        body += b'%d 0 obj\n%s\nendobj\n' % (number, value)
    table = b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % x for x in offsets)
    path.write_bytes(body + table + b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, len(body)))


def painted(pdf, dpi, colour=False):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['pdftoppm', '-r', str(dpi)] + ([] if colour else ['-gray']) + [str(pdf), folder + '/p'], check=True)
        return [Image.open(p).copy() for p in sorted(pathlib.Path(folder).iterdir())]


# ---- the scans -----------------------------------------------------------------------------------------------------------

def skew(pdf, out, chance):
    pages = [noisy(skewed(p, angle), chance, 3) for p, angle in zip(painted(pdf, 200), (2.3, -1.4, 0.8, -3.0))]
    write_pdf(out.with_suffix('.pdf'), pages, 200, 45)


def tilt(pdf, out, chance):
    write_pdf(out.with_suffix('.pdf'), [bilevel(skewed(p, angle)) for p, angle in zip(painted(pdf, 300), (11.5, -13.0))], 300, 0)


def turned(pdf, out, chance):
    """Landscape pages on their side, one page upside down; CCITT G4."""
    pages = []
    for number, page in enumerate(painted(pdf, 300)):
        page = skewed(page, 0.7 * (-1) ** number)
        if page.width > page.height: page = page.transpose(Image.ROTATE_90 if number % 2 else Image.ROTATE_270)
        elif number == 0: page = page.transpose(Image.ROTATE_180)
        pages.append(bilevel(page))
    write_pdf(out.with_suffix('.pdf'), pages, 300, 0)


def fax(pdf, out, chance):
    """A TIFF of several pages, G4, with specks and the seam of the glass."""
    pages = [bilevel(specked(skewed(p, 0.5), chance, 120)) for p in painted(pdf, 300)]
    pages[0].save(out.with_suffix('.tif'), 'TIFF', compression='group4', dpi=(300, 300), save_all=True, append_images=pages[1:])


def stamp(pdf, out, chance):
    pages = [noisy(stamped(p, chance) if number == 0 else p, chance, 2) for number, p in enumerate(painted(pdf, 200, colour=True))]
    write_pdf(out.with_suffix('.pdf'), pages, 200, 40)


def pale(pdf, out, chance):
    """Faint print, the back showing through, the lid of the scanner around."""
    pages = painted(pdf, 200)
    pages = [lid_edges(noisy(showing_through(faint(p, 150, 235), pages[i - 1], 0.12), chance, 2), chance) for i, p in enumerate(pages)]
    write_pdf(out.with_suffix('.pdf'), pages, 200, 45)


def phone(pdf, out, chance):
    photographed(painted(pdf, 200, colour=True)[0], chance).save(out.with_suffix('.jpg'), 'JPEG', quality=55)


def screen(pdf, out, chance):
    painted(pdf, 96)[0].save(out.with_suffix('.png'), 'PNG', optimize=True)


def press(pdf, out, chance):
    """Saved by a program of a printing house: four inks."""
    painted(pdf, 100, colour=True)[0].convert('CMYK').save(out.with_suffix('.jpg'), 'JPEG', quality=60, dpi=(100, 100))


def hybrid(pdf, out, chance):
    """The order with its text, the appendix behind it as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        last = pathlib.Path(folder) / 'last.pdf'
        pages = painted(pdf, 200)
        write_pdf(last, [noisy(skewed(pages[-1], -0.6), chance, 2)], 200, 45)
        subprocess.run(['qpdf', '--empty', '--deterministic-id', '--pages', pdf, '1-%d' % (len(pages) - 1), last, '1', '--', out.with_suffix('.pdf')], check=True)


KINDS = {
    'kholmsky-58.skew': skew,
    'severnolesnoy-203.tilt': tilt,
    'klyuchevoy-311.turned': turned,
    'rechnoy-17r.fax': fax,
    'dolinny-7ko.stamp': stamp,
    'stepnoy-spravka.pale': pale,
    'severnolesnoy-203.phone': phone,
    'luzhsky-plan.phone': phone,
    'severnolesnoy-203.screen': screen,
    'severnolesnoy-203.press': press,
    'belokamenny-381p.hybrid': hybrid,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, default=HERE / 'scans')
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, make in KINDS.items():
        if options.names and name not in options.names: continue
        # with_suffix replaces what follows the last dot: the kind stays in front of it.
        make(HERE / 'pdf' / (name.split('.')[0] + '.lo.pdf'), options.out / (name + '.x'), numpy.random.RandomState(zlib.crc32(name.encode()) & 0x7FFFFFFF))
        print(name, flush=True)


if __name__ == '__main__': main()
