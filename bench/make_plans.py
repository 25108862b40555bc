#!/usr/bin/env python3
"""Writes extractions of made-up plans, one object a line, for measuring `prikaz harmonize`.

usage: make_plans.py DOCUMENTS ROWS_OF_EACH > plans.ndjson

Municipalities, schools and people do not exist; the wording varies as that of offices does (verbs, objects, target groups, schools, dates,
endings), so that most activities differ in some words. The same arguments give the same bytes.
"""
import json, random, sys

documents, rows = int(sys.argv[1]), int(sys.argv[2])
random.seed(20230901)
pick = random.choice

STEMS = ['Берёзо', 'Камено', 'Лесо', 'Ново', 'Старо', 'Верхне', 'Нижне', 'Средне', 'Бело', 'Черно', 'Красно', 'Светло', 'Тихо', 'Дальне', 'Высоко', 'Сухо']
TAILS = ['озёрский', 'горский', 'реченский', 'полянский', 'борский', 'ключевский', 'лугский', 'холмский', 'яровский', 'дубровский', 'каменский', 'песчанский']
MUNICIPALITIES = [s + t for s in STEMS for t in TAILS]
SURNAMES = ['Воронов', 'Рябинин', 'Лужин', 'Черёмухин', 'Ольхов', 'Ветров', 'Снегирёв', 'Полынин', 'Дроздов', 'Камышов', 'Сизов', 'Туманов']
SUBJECTS = ['математике', 'русскому языку', 'физике', 'химии', 'истории', 'обществознанию', 'биологии', 'географии', 'информатике', 'английскому языку']
WHOM = ['учителей начальных классов', 'педагогов', 'учителей-предметников', 'заместителей директоров', 'руководителей школ', 'молодых специалистов', 'классных руководителей']
PUPILS = ['обучающихся 5 классов', 'девятиклассников', 'слабоуспевающих учеников', 'выпускников', 'детей с ограниченными возможностями здоровья', 'учащихся 7-8 классов']
TOPICS = ['смысловое чтение', 'формирующее оценивание', 'работа с текстом', 'современный урок', 'функциональная грамотность', 'проектная деятельность', 'цифровые ресурсы',
          'профилактика неуспешности', 'внутренняя система оценки качества', 'подготовка к ОГЭ', 'подготовка к ЕГЭ', 'учебная мотивация', 'обновлённые стандарты', 'воспитательная работа']
TEMPLATES = ['Семинар для {whom} по теме «{topic}»', 'Проведение практикума «{topic}» для {whom} {district}', 'Направление {whom} на курсы повышения квалификации «{topic}»',
             'Мониторинг качества подготовки {pupils} по {subject}', 'Входная диагностика {pupils} по {subject}', 'Анализ результатов диагностических работ по {subject} ({topic})',
             'Дополнительные занятия для {pupils} по {subject}', 'Родительские собрания: {topic}, итоги по {subject}', 'Консультации для {whom} по вопросам: {topic}',
             'Закрепление школ-наставников за школами {district}, направление – {topic}', 'Взаимопосещение уроков по {subject} педагогами школ-партнёров',
             'Размещение материалов «{topic}» на сайте отдела образования {district}', 'Тематическая проверка: преподавание предметов, {topic}, {subject}',
             'Заседание рабочей группы: {topic} и {subject} в школах {district}', 'Издание приказа о проведении работ по {subject} для {pupils}',
             'Оснащение кабинетов оборудованием для занятий по {subject}', 'Индивидуальные маршруты {whom}: {topic}', 'Пробный экзамен по {subject} для {pupils}',
             'Стажировка {whom} в базовой школе, {topic}', 'Отчёт о реализации плана: {topic}', 'Фестиваль практик «{topic}» с участием {whom}',
             'Выявление затруднений {whom} в преподавании: {topic}', 'Психолого-педагогическое сопровождение {pupils}, {topic}']
SECTIONS = ['1. Организационные мероприятия', '2. Диагностика', '3. Методическая поддержка', '4. Работа с обучающимися', '5. Контроль и подведение итогов']
MONTHS = ['Январь', 'Февраль', 'Март', 'Апрель', 'Май', 'Июнь', 'Сентябрь', 'Октябрь', 'Ноябрь', 'Декабрь']
NUMBERS = dict(zip(MONTHS, [1, 2, 3, 4, 5, 6, 9, 10, 11, 12]))
HEADERS = [('№ п/п', 'number'), ('Мероприятие', 'activity'), ('Срок', 'period'), ('Ответственные', 'responsible'), ('Ожидаемый результат', 'result'), ('Документ', 'document')]


def spans(page, y):
    return [{'page': page, 'bbox': [56.7, y, 285.1, y + 12.4]}, {'page': page, 'bbox': [56.7, y + 13.1, 240.3, y + 25.5]}]


def value(text, page=1):
    return {'value': text, 'text': text, 'confidence': 1, 'spans': spans(page, 80.5)}


def cell(text, page, y):
    return {'text': text, 'row_span': 1, 'col_span': 1, 'covered': False, 'spans': spans(page, y), 'confidence': 1}


def extraction(n):
    stem = MUNICIPALITIES[n % len(MUNICIPALITIES)]
    district = stem[:-2] + 'ого района'
    year = 2020 + n // len(MUNICIPALITIES) % 6
    names = [f'{pick(SURNAMES)}{a} {pick("АВЕИКЛМНО")}.{pick("АВЕИКЛМНП")}.' for a in ('', '', 'а', 'а', 'а', '')]
    names = list(dict.fromkeys(names))
    persons = [{'id': f'p{i + 1}', 'name': name, 'surname': name.split()[0], 'given': None, 'patronymic': None, 'initials': name.split()[1], 'positions': ['методист'],
                'mentions': []} for i, name in enumerate(names)]
    schools = [{'id': f's{i + 1}', 'name': f'МБОУ СОШ № {i + 1}', 'legal_form': 'МБОУ', 'type': 'СОШ', 'number': str(i + 1), 'proper_name': None, 'locality': None,
                'honorific': None, 'mentions': []} for i in range(8)]
    table = {'id': 't1', 'title': None, 'pages': {'first': 2, 'last': 9}, 'columns': [{'index': i, 'header': h, 'role': r} for i, (h, r) in enumerate(HEADERS)], 'rows': [],
             'spans': spans(2, 90)}
    responsible, dates = [], []
    table['rows'].append({'kind': 'header', 'number': None, 'cells': [cell(h, 2, 90) for h, _ in HEADERS], 'spans': spans(2, 90)})
    for r in range(rows):
        page, y = 2 + r // 8, 100 + 50 * (r % 8)
        if r % 10 == 0:
            text = SECTIONS[r // 10 % len(SECTIONS)]
            table['rows'].append({'kind': 'section', 'number': None, 'cells': [cell(text, page, y)] + [dict(cell('', page, y), covered=True) for _ in HEADERS[1:]],
                                  'spans': spans(page, y)})
        index = len(table['rows'])
        path = f'/documents/0/tables/0/rows/{index}/cells/'
        month = pick(MONTHS)
        activity = pick(TEMPLATES).format(whom=pick(WHOM), pupils=pick(PUPILS), topic=pick(TOPICS), subject=pick(SUBJECTS), district=district)
        row_schools = []
        if random.random() < 0.3:
            s = random.randrange(8)
            activity += f' в МБОУ СОШ № {s + 1}'
            schools[s]['mentions'].append({'text': f'МБОУ СОШ № {s + 1}', 'spans': spans(page, y), 'path': path + '1/text'})
            row_schools = [s]
        date = {'text': month, 'kind': 'month', 'start': f'{year}-{NUMBERS[month]:02}-01', 'end': f'{year}-{NUMBERS[month]:02}-28', 'recurrence': None, 'inferred': ['year'],
                'spans': spans(page, y), 'path': path + '2/text', 'confidence': 0.9}
        dates.append(date)
        who = random.sample(range(len(persons)), 2)
        own = []
        for p in who:
            own.append(len(responsible))
            responsible.append({'kind': 'person', 'name': names[p], 'full_name': None, 'person': f'p{p + 1}', 'position': 'методист', 'organization': None, 'duty': 'execute',
                                'target': {'table': 't1', 'row': index, 'number': str(r + 1)}, 'text': names[p], 'spans': spans(page, y), 'confidence': 1, 'path': path + '3/text'})
            persons[p]['mentions'].append({'text': names[p], 'spans': spans(page, y), 'path': path + '3/text'})
        texts = [str(r + 1), activity, month, ', '.join(names[p] for p in who), f'Рост качества: {pick(TOPICS)}', pick(['Справка', 'Приказ', 'Протокол', 'Отчёт'])]
        table['rows'].append({'kind': 'data', 'number': str(r + 1), 'cells': [cell(t, page, y) for t in texts], 'spans': spans(page, y), 'period': date, 'responsible': own,
                              'schools': row_schools})
    heading = {'kind_text': value('Приказ'), 'issuer': value('Отдел образования администрации ' + district), 'number': value(str(n + 1)), 'date': value(f'{year}-01-15'),
               'place': None, 'title': value(f'Об утверждении плана работы со школами на {year} год')}
    heading['date']['value'] = f'{year}-01-15'
    dates.append({'text': f'{year} год', 'kind': 'year', 'start': f'{year}-01-01', 'end': f'{year}-12-31', 'recurrence': None, 'inferred': [], 'spans': spans(1, 80),
                  'path': '/documents/0/heading/title/text', 'confidence': 1})
    document = {'kind': 'order', 'pages': {'first': 1, 'last': 9}, 'heading': heading, 'issuer_details': None, 'approval': None, 'preamble': None,
                'items': [{'number': '1', 'label': '1.', 'text': 'Утвердить план (приложение).', 'items': [], 'spans': spans(1, 300), 'confidence': 1}],
                'signatories': [], 'drafted_by': [], 'content': [],
                'appendices': [{'number': None, 'title': 'План мероприятий', 'of_document': None, 'pages': {'first': 2, 'last': 9},
                                'content': [{'type': 'table', 'table': 't1', 'spans': spans(2, 90)}]}],
                'lists': [], 'tables': [table], 'persons': persons, 'schools': schools, 'responsible': responsible, 'dates': dates, 'references': []}
    return {'schema': 'urn:prikaz:extraction:1', 'source': {'name': f'plan-{n + 1}.pdf', 'sha256': f'{random.getrandbits(256):064x}', 'media_type': 'application/pdf',
                                                          'size_bytes': 100000, 'page_count': 9}, 'pages': [], 'documents': [document], 'diagnostics': []}


for n in range(documents):
    print(json.dumps(extraction(n), ensure_ascii=False, separators=(',', ':')))
