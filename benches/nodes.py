"""The client of benches/nodes.sh: uploads, pages, changes and their lag, with the CPU time of each server.

    nodes.py WHAT ARGUMENT…

A node is given as PROCESS=URL. POSTGRES and WEED are the processes of the other servers, TOKEN is that of a curator, in the
environment, TOKENS are those of people who give photographs.
"""

import concurrent.futures, http.client, json, os, random, re, resource, statistics, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
TOKEN = {'Authorization': 'Bearer ' + os.environ.get('TOKEN', '')}
CHANGE = TOKEN | {'Content-Type': 'application/merge-patch+json'}
TICK = os.sysconf('SC_CLK_TCK')


class Node:
    """A node with a connection of its own."""

    def __init__(self, text):
        self.text = text
        self.process, self.url = text.split('=', 1)
        self.server = http.client.HTTPConnection(self.url.removeprefix('http://'), timeout=60)

    def call(self, method, path, body=None, **headers):
        """The answer, its text, and the milliseconds that it took."""
        begun = time.perf_counter()
        self.server.request(method, path, body=body, headers={'Accept-Language': 'fr'} | headers)
        answer = self.server.getresponse()
        text = answer.read()
        took = 1000 * (time.perf_counter() - begun)
        assert answer.status < 400, (method, path, answer.status, text[:500])
        return answer, text, took

    def get(self, path, **headers):
        return self.call('GET', path, **headers)[2]

    def change(self, photo, **members):
        """Changes a photo, and gives the number of the change, and the milliseconds that it took."""
        _, text, took = self.call('PATCH', '/api/v1/photos/' + photo, json.dumps(members), **CHANGE)
        return json.loads(text)['revision'], took

    def cpu(self):
        """Seconds of CPU of the process, to the nanosecond, by its own clock (clock_getcpuclockid)."""
        return time.clock_gettime(~int(self.process) << 3 | 2)


def cpu_of(process):
    """Seconds of CPU of a process, of its children, and of those that ended (proc_pid_stat)."""
    def times(process):
        with open(f'/proc/{process}/stat') as file:
            return [int(value) for value in file.read().rpartition(') ')[2].split()[11:15]]
    spent = sum(times(process))
    with open(f'/proc/{process}/task/{process}/children') as file:
        children = file.read().split()
    for child in children:
        try:
            spent += sum(times(child))
        except (FileNotFoundError, ProcessLookupError):
            pass  # It ended, and is counted by its parent from now on.
    return spent / TICK


def ticks_of(process):
    """Seconds of CPU of one process, of all its threads, ended ones too."""
    with open(f'/proc/{process}/stat') as file:
        return sum(int(value) for value in file.read().rpartition(') ')[2].split()[11:13]) / TICK


class Spent:
    """CPU and wall time between two instants: of nodes, of PostgreSQL, of SeaweedFS, of clients that ended."""

    def __init__(self, nodes):
        self.nodes = nodes
        self.before = self.now()

    def now(self):
        clients = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {
            'zef': sum(ticks_of(node.process) for node in self.nodes),
            'postgres': cpu_of(os.environ['POSTGRES']),
            's3': cpu_of(os.environ['WEED']),
            'client': clients.ru_utime + clients.ru_stime,
            'wall': time.perf_counter(),
        }

    def since(self):
        return {name: now - self.before[name] for name, now in self.now().items()}


def at(times, share):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * share))]


def told(name, times):
    print(f'  {name:<46} p50 {at(times, .5):7.2f} ms   p99 {at(times, .99):7.2f} ms')


def upload(node, token, file):
    with open(file, 'rb') as photo:
        bytes = photo.read()
    mark = b'zef-benches-7f1c'
    part = lambda name: b'--' + mark + b'\r\nContent-Disposition: form-data; name="' + name
    body = part(b'license"') + b'\r\n\r\ncc-by-4.0\r\n' + part(b'file"; filename="a.jpg"') + b'\r\nContent-Type: image/jpeg\r\n\r\n'
    body += bytes + b'\r\n--' + mark + b'--\r\n'
    form = {'Authorization': 'Bearer ' + token, 'Content-Type': 'multipart/form-data; boundary=' + mark.decode()}
    answer, text, took = node.call('POST', '/api/v1/photos', body, **form)
    assert answer.status == 201 and json.loads(text)['state'] == 'published', (answer.status, text[:300])
    return took


def deposits(label, at_once, nodes, *files):
    """Gives files, so many at once, to the nodes in turn; prints what a photograph took."""
    nodes = [Node(text) for text in nodes.split()]
    # Each is another person, with a connection to one of the nodes.
    tokens = os.environ['TOKENS'].split()[:int(at_once)]
    turns = [(Node(nodes[turn % len(nodes)].text), token, files[turn::len(tokens)]) for turn, token in enumerate(tokens)]
    spent = Spent(nodes)
    with concurrent.futures.ThreadPoolExecutor(len(turns)) as pool:
        took = [took for times in pool.map(lambda turn: [upload(turn[0], turn[1], file) for file in turn[2]], turns) for took in times]
    spent, many = spent.since(), len(files)
    each = {name: 1000 * seconds / many for name, seconds in spent.items()}
    print(f'{label:<26} zef {each["zef"]:6.1f} ms of CPU   postgres {each["postgres"]:5.1f}   s3 {each["s3"]:5.1f}   '
          f'p50 {at(took, .5):6.0f} ms   {many / spent["wall"]:5.2f} photographs/s', flush=True)


def ids_of(file):
    with open(file) as lines:
        return lines.read().split()


class Both:
    """The folder and PostgreSQL, asked in turn: times and CPU of each."""

    def __init__(self, folder, postgres):
        self.nodes = {'folder': Node(folder), 'postgres': Node(postgres)}

    def asked(self, name, many, ask):
        took, spent = {}, {}
        database = cpu_of(os.environ['POSTGRES'])
        for number in range(many):
            for end, node in self.nodes.items():
                before = ask(node, number)
                began = node.cpu()
                took.setdefault(end, []).append(node.get(before))
                spent[end] = spent.get(end, 0) + node.cpu() - began
        database = cpu_of(os.environ['POSTGRES']) - database
        p50 = {end: at(times, .5) for end, times in took.items()}
        cpu = {end: 1000 * seconds / many for end, seconds in spent.items()}
        print(f'{name}, {many} each: p50 {p50["folder"]:.2f} and {p50["postgres"]:.2f} ms: {p50["postgres"] / p50["folder"]:.2f} ×; '
              f'p99 {at(took["folder"], .99):.2f} and {at(took["postgres"], .99):.2f}; CPU of zef {cpu["folder"]:.2f} and '
              f'{cpu["postgres"]:.2f} ms: {cpu["postgres"] / cpu["folder"]:.2f} ×; PostgreSQL beside it '
              f'{1000 * database / many:.2f} ms', flush=True)


def pages(folder, postgres, ids):
    """Pages of both, made anew and from memory."""
    both, photos = Both(folder, postgres), ids_of(ids)
    random.seed(1)
    some = random.sample(photos, 1000)
    both.asked('photo pages, another each', 1000, lambda node, number: '/photos/' + some[number])
    some = random.sample(photos, 1000)
    both.asked('photos by the API, another each', 1000, lambda node, number: '/api/v1/photos/' + some[number])

    def changed(path):
        def change(node, number):
            node.change(photos[0], alt=f'Page {path} {number}')
            return path
        return change
    both.asked('home after a change', 200, changed('/'))
    both.asked('photo page after its change', 200, changed('/photos/' + photos[0]))
    one = '/photos/' + photos[1]
    both.asked('one photo page again', 1000, lambda node, number: one)
    load(both, ids, one)


def wrk(node, path, seconds, connections, script=None, **environment):
    command = ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--latency']
    command += ['-s', os.path.join(HERE, script)] if script else []
    return subprocess.Popen(command + [node.url + path], stdout=subprocess.PIPE, text=True, env=os.environ | environment)


def said(process):
    """Requests, requests a second, p50 and p99 in milliseconds, answers that were not 200."""
    text = process.communicate()[0]
    assert process.returncode == 0 and 'Socket errors' not in text, text
    def milliseconds(share):
        number, unit = re.search(rf'^ +{share}% +([0-9.]+)(us|ms|s) *$', text, re.M).groups()
        return float(number) * {'us': 1e-3, 'ms': 1, 's': 1e3}[unit]
    requests = int(re.search(r'([0-9]+) requests in', text)[1])
    bad = re.search(r'Non-2xx or 3xx responses: ([0-9]+)', text)
    return requests, float(re.search(r'Requests/sec: +([0-9.]+)', text)[1]), milliseconds(50), milliseconds(99), int(bad[1]) if bad else 0


def load(both, ids, one):
    """The same by many at once, in alternation: medians of three rounds."""
    paths = os.path.join(os.environ['WORK'], 'paths')
    with open(paths, 'w') as file:
        file.writelines(f'/photos/{photo}\n' for photo in ids_of(ids)[5000:])
    for name, path, script in [('one photo page again', one, None), ('home again', '/', None), ('photo pages in turn', '/', 'in_turn.lua')]:
        rates, cpu = {}, {}
        for _ in range(3):
            for end, node in both.nodes.items():
                began = node.cpu()
                requests, rate, _, _, bad = said(wrk(node, path, 4, 8, script, PATHS=paths))
                assert bad == 0, (name, bad)
                rates.setdefault(end, []).append(rate)
                cpu.setdefault(end, []).append(1e6 * (node.cpu() - began) / requests)
        rate = {end: statistics.median(values) for end, values in rates.items()}
        cpu = {end: statistics.median(values) for end, values in cpu.items()}
        print(f'{name}, 8 connections: {rate["folder"]:.0f} and {rate["postgres"]:.0f} requests/s: '
              f'{rate["postgres"] / rate["folder"]:.2f} ×; CPU of zef {cpu["folder"]:.0f} and {cpu["postgres"]:.0f} µs: '
              f'{cpu["postgres"] / cpu["folder"]:.2f} ×', flush=True)


def changes(label, seconds, connections, ids, *nodes):
    """Small changes by many at once: each node has its own connections and its own photos."""
    nodes, photos = [Node(text) for text in nodes], ids_of(ids)
    files = []
    for place in range(len(nodes)):
        files.append(os.path.join(os.environ['WORK'], f'ids-{place}'))
        with open(files[-1], 'w') as file:
            file.writelines(photo + '\n' for photo in photos[place::len(nodes)])
    spent, round = Spent(nodes), str(random.randrange(10**6))
    each = int(connections) // len(nodes)
    clients = [wrk(node, '/', seconds, each, 'patch.lua', IDS=file, ROUND=round) for node, file in zip(nodes, files)]
    answers = [said(client) for client in clients]
    spent = spent.since()
    made, bad = sum(answer[0] for answer in answers), sum(answer[4] for answer in answers)
    good = made - bad
    each = {name: 1e6 * seconds / made for name, seconds in spent.items()}
    print(f'{label:<16} {connections:>4} connections  {good / float(seconds):6.0f} changes/s  p50 {max(a[2] for a in answers):6.1f} ms  '
          f'p99 {max(a[3] for a in answers):6.1f} ms  not made {bad}  µs of CPU a change: zef {each["zef"]:.0f}, '
          f'postgres {each["postgres"]:.0f}, client {each["client"]:.0f}; both cores busy '
          f'{100 * sum(spent[name] for name in ("zef", "postgres", "s3", "client")) / spent["wall"] / os.cpu_count():.0f} %', flush=True)


def steady(rate, ids, *nodes):
    """Changes at this rate, until its input ends."""
    threads = 4
    photos, ended = ids_of(ids), threading.Event()

    def work(number):
        node, made = Node(nodes[number % len(nodes)]), 0
        began = time.perf_counter()
        while not ended.is_set():
            node.change(photos[(made * threads + number) % len(photos)], alt=f'Steady {began} {made}')
            made += 1
            time.sleep(max(0, began + made * threads / float(rate) - time.perf_counter()))
        return made
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()
        made = [pool.submit(work, number) for number in range(threads)]
        sys.stdin.read()
        ended.set()
        made = sum(each.result() for each in made)
        print(f'{made / (time.perf_counter() - began):.0f}')


def behind(url, values, ended):
    """Reads how far behind a node says that it is, twenty times a second."""
    server = http.client.HTTPConnection(url.removeprefix('http://').removesuffix('/metrics'))
    while not ended.is_set():
        server.request('GET', '/metrics')
        text = server.getresponse().read().decode()
        values.append(int(re.search(r'^zef_journal_behind (\d+)', text, re.M)[1]))
        time.sleep(0.05)


def lag(metrics, ids, here, there, third):
    """From the answer to a change on one node until another one shows it: on the page of the photo, and by the API."""
    one, other, photos = Node(here), Node(there), ids_of(ids)
    random.seed(2)

    def sampled(many, shows, is_shown):
        times = []
        for number in range(many):
            photo, title = photos[number], f'Lag {random.randrange(10**9)}'
            other.get('/photos/' + photo)
            other.get('/api/v1/photos/' + photo)
            time.sleep(random.uniform(0, 0.3))
            change, _ = one.change(photo, title=title)
            answered = time.perf_counter()
            while not is_shown(shows(photo, change), title):
                assert time.perf_counter() - answered < 10, f'{photo} is not shown'
                time.sleep(0.002)
            times.append(1000 * (time.perf_counter() - answered))
        return times
    page = lambda photo, _: other.call('GET', '/photos/' + photo)[1].decode()
    api = lambda photo, _: other.call('GET', '/api/v1/photos/' + photo)[1].decode()
    listed = lambda _, change: other.call('GET', f'/api/v1/changes?after={change - 1}&limit=500')[1].decode()
    own = lambda photo, change: other.call('GET', '/photos/' + photo, **{'zef-change': str(change)})[1].decode()
    has = lambda text, title: title in text
    for load in [0, 100]:
        values, ended = [], threading.Event()
        reading = threading.Thread(target=behind, args=(metrics, values, ended))
        client = None
        if load:
            command = [sys.executable, __file__, 'steady', str(load), os.environ['WORK'] + '/ids-others', here, third]
            client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            time.sleep(1)
        reading.start()
        taken = {'page of the photo': sampled(200, page, has), 'photo by the API': sampled(60, api, has),
                 'GET /api/v1/changes': sampled(60, listed, has), 'page, for who made the change,': sampled(60, own, has)}
        told_by_client = [one.change(photos[300 + number], title=f'Own {number}') for number in range(100)]
        ended.set()
        reading.join()
        rate = client.communicate('')[0].strip() if client else '0'
        print(f'{rate} other changes a second')
        for name, times in taken.items():
            told(name + ' on another node', times)
        told('a change itself', [took for _, took in told_by_client])
        print(f'  zef_journal_behind of that node: p50 {at(values, .5)}, p99 {at(values, .99)}, at most {max(values)}', flush=True)


def many(node, ids):
    """A thousand pages of photos and some hundred searches of one node, one after the other."""
    node, photos = Node(node), ids_of(ids)
    random.seed(3)
    told('1,000 photo pages', [node.get('/photos/' + photo) for photo in random.sample(photos, 1000)])


def cpu(process):
    print(cpu_of(process))


def small_originals(storage):
    """Writes the originals of made-up photographs (growth.rs): each is named by the hash of “original NUMBER”."""
    number = 0
    for segment in sorted(os.listdir(storage + '/journal')):
        with open(f'{storage}/journal/{segment}') as lines:
            for line in lines:
                # The first photograph has its original.
                found = re.search(r'"key":"photo/[^"]*","body":.*?"original":\{[^}]*?"blake3":"([0-9a-f]{64})"', line)
                if not found:
                    continue
                path = f'{storage}/originals/{found[1][:2]}/{found[1][2:4]}/{found[1]}'
                if os.path.exists(path):
                    continue
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, 'w') as file:
                    file.write(f'original {number}')
                number += 1


globals()[sys.argv[1]](*sys.argv[2:])
