from markup import *

NAME, KIND, ENGINES, WITHOUT_TRUTH = 'paket-dva-dokumenta', 'order', ('lo',), True
FOLLOWED_BY = ['rechnoy-17r.chromium.pdf']
HEADING = {'kind_text': 'ПРИКАЗ', 'date': '2024-02-09', 'number': '31'}

BODY = [
    C('КОМИТЕТ ОБРАЗОВАНИЯ ГОРОДА КРАСНОПОЛЬЯ', bold=True, role='issuer', after=12), C('ПРИКАЗ', bold=True, after=10),
    Cols([8.25, 8.25], [L('{d 2024-02-09|09.02.2024}')], [R('№ 31')]), Gap(10),
    C('Об утверждении перечня школ-площадок', bold=True, role='title', after=10),
    Pre('В целях проведения методических дней приказываю:'),
    Item('1', '1.', 'Утвердить перечень школ-площадок: {s|МБОУ СОШ № 1}, {s|МБОУ СОШ № 4}.'),
    Item('2', '2.', 'Приказ вступает в силу со дня подписания.'),
    Gap(20), Sign('Председатель комитета', '{p Ярцева О.М.|О.М. Ярцева}'),
]
